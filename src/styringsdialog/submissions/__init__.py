"""Packages, their parts, explanations and external milestones."""
