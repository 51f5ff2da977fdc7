"""Screens of bulletins and their templates."""
