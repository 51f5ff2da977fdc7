"""Verbs of dispatch: opening and closing rounds, filling, submitting and deciding on returns."""
