"""Screens of claims, by subject."""
