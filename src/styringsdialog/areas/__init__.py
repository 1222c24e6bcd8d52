"""Area indicators, status by list date, plans and outlook."""
