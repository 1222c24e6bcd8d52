"""Help: a short guide to what there is."""
