"""Parts of screens: they know rows and messages, never the store."""
