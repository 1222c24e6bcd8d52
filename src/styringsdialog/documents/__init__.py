"""Contents made once, shown as PDF, Word, Excel and SVG."""
