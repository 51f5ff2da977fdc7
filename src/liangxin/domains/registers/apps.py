"""Tells Django about the package, and the rail, the home page and the search about its screens."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.registers.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class RegistersConfig(AppConfig):
    """Registers of what plans promise."""

    name = "liangxin.domains.registers"
    label = "registers"
    verbose_name = "台账"

    navigation: ClassVar = [
        NavItem(_("台账"), "registers:list", Power.READ, _("台账"), 20, "list"),
        NavItem(_("待建台账的目标"), "registers:targets", Power.OPEN, _("台账"), 21, "target"),
        NavItem(_("台账类型"), "registers:types", Power.READ, _("台账"), 22, "columns"),
    ]
    home_panels: ClassVar = [
        "liangxin.domains.registers.web.panels.my_registers_panel",
        "liangxin.domains.registers.web.panels.to_confirm_panel",
    ]
    search_sources: ClassVar = ["liangxin.domains.registers.web.panels.found"]

    def ready(self) -> None:
        """Publish the measures. Tables are loaded by now, and not before."""
        from liangxin.domains.indicators import api as indicators
        from liangxin.domains.registers.measures import RegisterMeasures

        indicators.publish_measures(RegisterMeasures())
