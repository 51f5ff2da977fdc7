"""Screens of standards: the catalogue, one standard with all that hangs on it, certificates."""
