"""Parties (个人与企业): people and enterprises, each entered once, with their roles, their consent and who looked.

Tier 1 of the domains. Other packages enter by `api`.
"""
