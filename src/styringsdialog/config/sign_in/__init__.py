"""How people get in: local accounts, second factor, and the identity providers that the installation names."""
