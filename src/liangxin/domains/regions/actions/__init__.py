"""The deeds of regions: divisions and zones, units, members and roles, the work team, set-up and demo."""
