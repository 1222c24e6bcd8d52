"""Messages: the log of what was sent, the municipality's own texts, and one's own choice."""
