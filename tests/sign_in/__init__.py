"""Sign-in: local accounts, second factors, sessions, and real identity providers on loopback."""
