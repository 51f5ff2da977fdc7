"""Tells Django about the package and gives foundation.accounts the standings of an account."""

from __future__ import annotations

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Registers where an account stands: its memberships in force today."""

    name = "liangxin.domains.regions"
    label = "regions"
    verbose_name = "区划与单位"

    def ready(self) -> None:
        from liangxin.domains.regions.queries import standings_of
        from liangxin.foundation.accounts.api import register_standings

        register_standings(standings_of)
