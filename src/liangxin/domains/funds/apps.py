"""Tells Django about the package, and the rail about its screens."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from liangxin.domains.funds.terms import Power
from liangxin.foundation.messages.kinds import MessageKind
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
        NavItem(_("结算批次"), "funds:batches", Power.READ, _("资金"), order=59, icon="columns"),
        NavItem(_("对账差异"), "funds:differences", Power.READ, _("资金"), order=60, icon="list"),
        NavItem(_("追缴"), "funds:clawbacks", Power.READ, _("资金"), order=61, icon="target"),
    ]
    message_kinds = [MessageKind("funds.clawback_overdue", _("追缴逾期"), by_mail=True)]
    home_panels = [
        "liangxin.domains.funds.web.overview.home_panel",
        "liangxin.domains.funds.web.batches.home_panel",
    ]
    search_sources = ["liangxin.domains.funds.web.budgets.found"]

    def ready(self) -> None:
        from liangxin.domains.funds.models.functions import bring_functions

        post_migrate.connect(bring_functions, sender=self)
