"""Files in and out: the workbook, its bad inputs, and the accounts file."""
