"""Rounds, expectations, internal hearing and statements."""
