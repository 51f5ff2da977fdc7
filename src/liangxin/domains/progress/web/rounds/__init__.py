"""Screens of dispatch: rounds and their boards for the office, returns for units."""
