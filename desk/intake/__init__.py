"""Outside formats to plain records for acts."""
