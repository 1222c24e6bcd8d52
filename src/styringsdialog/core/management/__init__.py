"""Commands of the running system."""
