"""What leaves the desk in formats from outside: rows in, text out."""
