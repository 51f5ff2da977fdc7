"""The rulebook engine measured: one decision, a column of decisions, and others beside it."""
