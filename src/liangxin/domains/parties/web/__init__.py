"""Screens of parties: lists, one party with its deeds, duplicates, who looked."""
