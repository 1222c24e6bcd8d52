"""Key figures, imported national figures and fractiles."""
