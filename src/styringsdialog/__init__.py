"""The governance model between a municipality and its social housing organisations, as one thread."""

__version__ = "0.1.0"
