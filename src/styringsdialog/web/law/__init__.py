"""Rules and rates: what the system knows of the law, from which source, and how well."""
