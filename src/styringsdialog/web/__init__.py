"""Pages for people: urls, menu, views, forms and templates."""
