"""Tells Django about the package, and the rail and the search about its screens."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.parties.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class PartiesConfig(AppConfig):
    """People and enterprises."""

    name = "liangxin.domains.parties"
    label = "parties"
    verbose_name = "个人与企业"

    navigation: ClassVar = [
        NavItem(_("企业"), "parties:enterprises", Power.READ, _("个人与企业"), 60, "unit"),
        NavItem(_("个人"), "parties:people", Power.READ, _("个人与企业"), 61, "person"),
        NavItem(_("精确查找"), "parties:find", Power.READ, _("个人与企业"), 62, "search"),
        NavItem(_("疑似重复"), "parties:pairs", Power.MERGE, _("个人与企业"), 63, "columns"),
        NavItem(_("原文查看记录"), "parties:unmaskings", Power.OVERSEE, _("个人与企业"), 64, "shield"),
    ]
    search_sources: ClassVar = ["liangxin.domains.parties.web.lists.found"]
