"""The guide and the calculator for everybody: no account."""
