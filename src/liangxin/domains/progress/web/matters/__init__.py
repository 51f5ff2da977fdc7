"""Screens of matters raised for decision."""
