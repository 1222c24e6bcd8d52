"""The law of the governance model as dated data, and the rules that read it. No Django, no database, no clock."""
