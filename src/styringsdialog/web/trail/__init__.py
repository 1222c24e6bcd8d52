"""The trail: what was done and what was read, by whom, about what."""
