"""What lies behind the store's door: how data is kept."""
