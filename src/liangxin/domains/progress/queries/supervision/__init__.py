"""Supervision orders in cards: boards, one order with its timeline, what the program proposes, who owes what."""
