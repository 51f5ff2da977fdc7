"""Screens of those who review claims."""
