"""Screens of sales at tills and of tills' keys."""
