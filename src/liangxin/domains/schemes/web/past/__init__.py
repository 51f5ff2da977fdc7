"""Screens of past claims and of what-ifs on them."""
