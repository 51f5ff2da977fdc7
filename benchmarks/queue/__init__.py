"""How many citizens a second get their place in a queue over HTTP, beside pgbench doing the rows under one lock."""
