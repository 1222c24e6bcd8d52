"""Housing areas: list and page, with class by list date."""
