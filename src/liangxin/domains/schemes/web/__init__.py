"""Screens, by subject."""
