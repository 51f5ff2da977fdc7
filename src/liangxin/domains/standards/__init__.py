"""Standards (标准): the catalogue and what supersedes what, drafting work, conformity, certificates.

Tier 3 of the domains, small and complete: the package that others are copied from (docs/recipes/add-a-package.md).
"""
