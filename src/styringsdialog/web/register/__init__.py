"""The register's own pages: start, the day one looks at, events and their history, the workbook."""
