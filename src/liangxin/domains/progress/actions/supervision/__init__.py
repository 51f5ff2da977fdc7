"""Verbs of supervision: writing and issuing orders, answering, deciding, more time, escalation, terms."""
