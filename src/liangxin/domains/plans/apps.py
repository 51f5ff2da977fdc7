"""App of the plans package."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.plans.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class PlansConfig(AppConfig):
    name = "liangxin.domains.plans"
    label = "plans"
    verbose_name = "方案"

    navigation: ClassVar = [NavItem(_("方案"), "plans:documents", Power.READ, _("方案与指标"), 10, "document")]
    home_panels: ClassVar = ["liangxin.domains.plans.web.panels.home_panel"]
    search_sources: ClassVar = ["liangxin.domains.plans.web.panels.found"]
