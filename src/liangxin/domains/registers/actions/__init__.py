"""Deeds of registers: types (`types`, `shipped`), registers (`opening`), records and their evidence (`records`)."""
