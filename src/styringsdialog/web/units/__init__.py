"""Municipal units: the municipality's organisation chart on a day, and each unit with its surfaces and people."""
