"""The first page: what waits, and where the dialogue with each organisation stands."""
