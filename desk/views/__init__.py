"""One module per question a screen asks: SELECT to rows, nothing else."""

from desk.views import callbacks, customers, inbox, inquiry, last, team

__all__ = ["callbacks", "customers", "inbox", "inquiry", "last", "team"]
