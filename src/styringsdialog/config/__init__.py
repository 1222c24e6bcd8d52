"""Settings by environment, root urls and the WSGI entry."""
