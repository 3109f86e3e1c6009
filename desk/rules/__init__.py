"""Pure rules: no clock, no SQL, no terminal."""
