"""Actions that span apps, each one transaction."""
