"""Tells Django about the package, and the rail and other pages about its screens."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.claims.terms import ClaimNews, Power
from liangxin.foundation.messages.kinds import MessageKind
from liangxin.foundation.ui.navigation import NavItem


class ClaimsConfig(AppConfig):
    """Vouchers, claims, reviews."""

    name = "liangxin.domains.claims"
    label = "claims"
    verbose_name = "补贴申领"
    navigation: ClassVar[list[NavItem]] = [
        NavItem(_("发放活动"), "claims:drives", Power.READ, _("补贴申领"), 60, "target"),
        NavItem(_("资格券"), "claims:vouchers", Power.READ, _("补贴申领"), 61, "list"),
        NavItem(_("到店核销"), "claims:sales", Power.READ, _("补贴申领"), 62, "list"),
        NavItem(_("收银终端"), "claims:tills", Power.READ, _("补贴申领"), 63, "columns"),
        NavItem(_("商户账号"), "claims:merchants", Power.TILL, _("补贴申领"), 63, "columns"),
        NavItem(_("购买后申领"), "claims:list", Power.READ, _("补贴申领"), 64, "list"),
        NavItem(_("申领审核"), "claims:review", Power.READ, _("补贴申领"), 65, "good"),
        NavItem(_("补贴结算"), "claims:settlement", Power.SETTLE, _("资金"), 66, "download"),
    ]
    message_kinds: ClassVar[list[MessageKind]] = [
        MessageKind(each.value, _(each.label), by_mail=each is ClaimNews.LATE) for each in ClaimNews
    ]
    home_panels: ClassVar[list[str]] = [
        "liangxin.domains.claims.web.drives.screens.home_panel",
        "liangxin.domains.claims.web.review.panels.waiting_panel",
    ]
    subject_panels: ClassVar = {"claims.claim": ["liangxin.domains.claims.web.settlement.panels.of_claim"]}
