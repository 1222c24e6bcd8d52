"""PURE. The law as dated data, and the rules that read it: no Django, no database, no clock."""
