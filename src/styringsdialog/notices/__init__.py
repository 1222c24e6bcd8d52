"""Mail and digests, with a log of what was sent."""
