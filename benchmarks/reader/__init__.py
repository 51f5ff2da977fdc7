"""How well and how fast the reader reads the five real plans, beside the limits it has to keep."""
