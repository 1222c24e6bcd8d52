"""Organisations, divisions, areas, units, memberships and their history."""
