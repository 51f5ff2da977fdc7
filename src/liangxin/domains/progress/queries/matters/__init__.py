"""Matters raised for decision, in cards."""
