"""One module per question a screen asks: SELECT to rows, nothing else."""
