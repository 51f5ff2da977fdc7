"""Funds: sources, shares by level, allotments, budgets with pacing, the journal, settlement, clawback."""
