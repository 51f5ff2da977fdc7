"""Screens of merchants."""
