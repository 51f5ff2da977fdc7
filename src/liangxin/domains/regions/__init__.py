"""Regions (区划): divisions and zones, units with aliases, members with roles, the work team.

Tier 0 of the domains. Other packages enter by `api`.
"""
