"""Verbs of matters: raising, asking back, deciding."""
