"""Screens of regions: divisions, units and their names, members and roles, the work team."""
