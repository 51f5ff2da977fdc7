"""What a bulletin is written from: values, changes between two days, the ranking of units. Pure."""
