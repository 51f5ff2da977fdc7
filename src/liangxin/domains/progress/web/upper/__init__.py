"""Screens of the level above's own workbook."""
