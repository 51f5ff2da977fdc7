"""Tells Django about the package, the rail about its screens, and foundation.accounts where an account stands."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.regions.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class RegionsConfig(AppConfig):
    """Registers where an account stands: its memberships in force today."""

    name = "liangxin.domains.regions"
    label = "regions"
    verbose_name = "区划与单位"
    navigation = [
        NavItem(_("区划"), "regions:list", Power.READ, _("组织"), order=80, icon="place"),
        NavItem(_("单位"), "regions:units", Power.READ, _("组织"), order=81, icon="unit"),
        NavItem(_("成员"), "regions:members", Power.READ, _("组织"), order=82, icon="people"),
    ]
    search_sources = ["liangxin.domains.regions.web.divisions.found"]

    def ready(self) -> None:
        from liangxin.domains.regions.queries.people import standings_of
        from liangxin.foundation.accounts.api import register_standings

        register_standings(standings_of)
