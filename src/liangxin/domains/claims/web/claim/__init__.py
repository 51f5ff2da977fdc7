"""Pages on which a claim is filled in, at home or at the counter."""
