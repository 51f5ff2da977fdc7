"""Schemes (以旧换新与补贴政策): rulebooks in force, eligible goods, merchants, promotion events, the public guide.

Tier 6 of the domains. The engine decides; this package says which rulebook holds where, since when and by whose word.
"""
