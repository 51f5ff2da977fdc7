"""Indicators (指标): one catalogue for all regions of the quantities that plans promise, with synonyms.

Tier 2 of the domains. Other packages enter by `api`.
"""
