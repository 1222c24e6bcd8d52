"""A fictional municipality, loaded the way a user would load it."""
