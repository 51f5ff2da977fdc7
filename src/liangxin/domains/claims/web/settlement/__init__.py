"""Screens of settlement."""
