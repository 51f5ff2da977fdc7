"""Screens of goods."""
