"""How fast money is taken, in sets and one by one, beside simpler ways."""
