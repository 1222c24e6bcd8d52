"""PURE. Danish numbers, kroner and dates, and the sentences of the system in Danish and English."""
