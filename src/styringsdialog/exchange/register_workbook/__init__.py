"""A municipality's register as one workbook: written, and what a filled one would change."""
