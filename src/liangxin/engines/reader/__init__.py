"""Turns the text of a government's plan into its goals, tasks, units, lists and roster, each tied to its words.

Deterministic: no network, no model, no clock. The door is `read_plan` in `read`; `findings` has the records it gives.
"""
