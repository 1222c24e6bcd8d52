"""Approvals, interventions, accounts review and self-monitoring."""
