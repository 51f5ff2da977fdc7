"""Decisions of registers: what a type is (`spec`), reading one (`reading`), values (`values`), stages (`stages`)."""
