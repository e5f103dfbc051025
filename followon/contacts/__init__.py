"""Changing one's own number or address: proved with a code, as signing in is."""
