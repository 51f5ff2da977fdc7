"""Tells Django about the package, and the rail about its screens."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from liangxin.domains.funds.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class FundsConfig(AppConfig):
    """Where money stands."""

    name = "liangxin.domains.funds"
    label = "funds"
    verbose_name = "资金"
    navigation = [
        NavItem(_("资金总览"), "funds:overview", Power.READ, _("资金"), order=55, icon="columns"),
        NavItem(_("资金来源"), "funds:sources", Power.READ, _("资金"), order=56, icon="download"),
        NavItem(_("预算"), "funds:budgets", Power.READ, _("资金"), order=57, icon="target"),
        NavItem(_("资金账"), "funds:entries", Power.READ, _("资金"), order=58, icon="list"),
    ]
    home_panels = ["liangxin.domains.funds.web.overview.home_panel"]
    search_sources = ["liangxin.domains.funds.web.budgets.found"]

    def ready(self) -> None:
        from liangxin.domains.funds.models.functions import bring_functions

        post_migrate.connect(bring_functions, sender=self)
