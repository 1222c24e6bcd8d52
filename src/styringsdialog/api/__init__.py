"""The HTTP interface over services, processes and queries."""
