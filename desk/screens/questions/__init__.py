"""The questions a key may ask before it acts: each one a ModalScreen, its answer frozen data, None for a change of mind."""
