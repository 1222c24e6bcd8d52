"""Typed links between any two objects, written by services only."""
