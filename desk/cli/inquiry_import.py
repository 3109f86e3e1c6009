"""`desk inquiry import`."""

COMMANDS = ()
