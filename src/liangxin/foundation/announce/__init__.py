"""Facts that a lower package announces and higher ones react to, in the same transaction."""
