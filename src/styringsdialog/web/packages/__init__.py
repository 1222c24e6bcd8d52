"""Documentation packages: list and page, and the template to fill in."""
