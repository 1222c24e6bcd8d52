"""Agreements, objectives, indicators, letting instruments and the quota ledger."""
