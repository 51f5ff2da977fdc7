"""Screens of reminding: the rules of a region, and reminding the units of a round by hand."""
