"""Tells Django about the package, and the rail about its screens."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FundsConfig(AppConfig):
    """Where money stands."""

    name = "liangxin.domains.funds"
    label = "funds"
    verbose_name = "资金"

    def ready(self) -> None:
        from liangxin.domains.funds.models.functions import bring_functions

        post_migrate.connect(bring_functions, sender=self)
