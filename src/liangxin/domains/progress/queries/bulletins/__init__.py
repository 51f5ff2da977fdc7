"""Bulletins: their facts, and cards of bulletins and templates."""
