"""Tells Django about the package, and the rail about its screens."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.indicators.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class IndicatorsConfig(AppConfig):
    """The catalogue of indicators."""

    name = "liangxin.domains.indicators"
    label = "indicators"
    verbose_name = "指标目录"
    navigation = [
        NavItem(_("指标目录"), "indicators:list", Power.READ, _("方案与指标"), order=20, icon="target"),
        NavItem(_("数据工作簿"), "indicators:workbooks_home", Power.REPORT, _("方案与指标"), order=22, icon="upload"),
        NavItem(_("指标口径"), "indicators:measures", Power.READ, _("方案与指标"), order=21, icon="columns"),
    ]
    search_sources = ["liangxin.domains.indicators.web.screens.found"]
