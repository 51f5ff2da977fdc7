"""Questions to parties: cards and lists (`cards`), one with all that hangs on it (`page`), duplicates (`pairs`)."""
