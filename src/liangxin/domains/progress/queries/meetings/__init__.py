"""Meetings in cards: the list, one with its agenda and minutes, what the next agenda should have, a frozen card."""
