"""Screens of schemes and their versions."""
