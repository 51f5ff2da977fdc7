"""The deeds of parties: many at once (`taking`), one (`entering`), roles, keeping, unmasking, merging, pairs."""
