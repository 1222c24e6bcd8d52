"""Files in: reading, uploads as records, and the workbook that comes back marked."""
