"""Organisations and their divisions: list, master data, packages, key figures."""
