"""Value types and small laws that every layer may use: no Django, no clock, no database."""
