"""desk: the shared desk of a B2B sales team, by keyboard, in a terminal."""

__version__ = "0.1.0"
