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
    navigation = [NavItem(_("指标目录"), "indicators:list", Power.READ, _("方案与指标"), order=20, icon="target")]
    search_sources = ["liangxin.domains.indicators.web.screens.found"]
