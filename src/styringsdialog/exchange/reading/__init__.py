"""Reads received files into facts. PURE: no Django, no database, no clock."""
