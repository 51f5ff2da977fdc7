"""Verbs of meetings: planning, writing minutes, confirming them."""
