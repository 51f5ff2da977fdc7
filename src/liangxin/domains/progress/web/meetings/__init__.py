"""Screens of meetings: the list, planning, one with its minutes."""
