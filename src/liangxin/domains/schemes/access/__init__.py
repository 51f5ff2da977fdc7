"""The doors to rows, by subject."""
