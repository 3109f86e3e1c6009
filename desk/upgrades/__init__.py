"""Numbered steps of the schema, each in its own transaction with its record."""
