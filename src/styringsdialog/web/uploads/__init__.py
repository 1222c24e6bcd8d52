"""Files on their way in: handed in, examined, previewed or sent back, taken in."""
