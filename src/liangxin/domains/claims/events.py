"""Facts that claims announce to the packages above."""
