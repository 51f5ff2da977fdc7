"""Tells Django about the package, and the rail and other pages about its screens."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.schemes.terms import MerchantNews, News, Power
from liangxin.foundation.messages.kinds import MessageKind
from liangxin.foundation.ui.navigation import NavItem


class SchemesConfig(AppConfig):
    """Rulebooks in force, goods, merchants, promotion events."""

    name = "liangxin.domains.schemes"
    label = "schemes"
    verbose_name = "补贴政策"
    navigation: ClassVar[list[NavItem]] = [
        NavItem(_("补贴政策"), "schemes:list", Power.READ, _("以旧换新"), 50, "book"),
        NavItem(_("政策试算"), "schemes:what_ifs", Power.READ, _("以旧换新"), 51, "columns"),
        NavItem(_("补贴商品"), "schemes:goods", Power.READ, _("以旧换新"), 52, "list"),
        NavItem(_("准入商户"), "schemes:merchants", Power.READ, _("以旧换新"), 53, "columns"),
        NavItem(_("商户申请"), "schemes:applications", Power.READ, _("以旧换新"), 54, "document"),
        NavItem(_("促消费活动"), "schemes:events", Power.READ, _("以旧换新"), 55, "target"),
    ]
    message_kinds: ClassVar = [
        *(MessageKind(each.value, _(each.label), by_mail=each.is_by_mail) for each in News),
        *(MessageKind(each.value, _(each.label), by_mail=each is MerchantNews.WAITING) for each in MerchantNews),
    ]
    home_panels: ClassVar = [
        "liangxin.domains.schemes.web.scheme.panels.to_approve_panel",
        "liangxin.domains.schemes.web.scheme.panels.ending_panel",
        "liangxin.domains.schemes.web.merchants.panels.waiting_panel",
    ]
    search_sources: ClassVar = [
        "liangxin.domains.schemes.web.scheme.panels.found",
        "liangxin.domains.schemes.web.goods.screens.found",
        "liangxin.domains.schemes.web.merchants.panels.found",
        "liangxin.domains.schemes.web.events.screens.found",
    ]
    subject_panels: ClassVar = {"parties.party": ["liangxin.domains.schemes.web.merchants.panels.of_party"]}

    def ready(self) -> None:
        """Publish the measures of events and merchants."""
        from liangxin.domains.indicators import api as indicators
        from liangxin.domains.schemes.measures import SchemeMeasures

        indicators.publish_measures(SchemeMeasures())
