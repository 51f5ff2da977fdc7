"""Tells Django about the package, and the rail about its screens."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.standards.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class StandardsConfig(AppConfig):
    """The catalogue of standards."""

    name = "liangxin.domains.standards"
    label = "standards"
    verbose_name = "标准"
    navigation = [
        NavItem(_("标准"), "standards:list", Power.READ, _("标准提升"), order=70, icon="book"),
        NavItem(_("证书"), "standards:certificates", Power.READ, _("标准提升"), order=71, icon="shield"),
    ]
    search_sources = ["liangxin.domains.standards.web.screens.found"]

    def ready(self) -> None:
        from liangxin.domains.indicators.api import publish_measures
        from liangxin.domains.standards.measures import StandardMeasures

        publish_measures(StandardMeasures())
