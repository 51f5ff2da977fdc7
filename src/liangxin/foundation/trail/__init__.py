"""Who did what to which thing, when and why: an append-only record written inside each action."""
