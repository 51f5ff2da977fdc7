"""Screens of indicators: the catalogue, one indicator with its names."""
