"""Collaboration surfaces: who in the municipality handles what for whom."""
