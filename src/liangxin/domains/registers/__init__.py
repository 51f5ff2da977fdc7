"""Registers: each countable thing that a plan promises is a record with evidence; a list type is data."""
