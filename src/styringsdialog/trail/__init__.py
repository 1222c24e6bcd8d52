"""Named actions as readable sentences, and the log of who looked at what."""
