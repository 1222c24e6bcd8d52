"""The brief for the dialogue meeting: ordered, made by the worker, downloaded."""
