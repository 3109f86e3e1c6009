"""The questions a key may ask before it acts: ModalScreens whose answer is frozen data, None for a change of mind."""
