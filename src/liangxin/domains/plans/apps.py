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

    navigation: ClassVar = [
        NavItem(_("方案"), "plans:documents", Power.READ, _("方案与指标"), 10, "document"),
        NavItem(_("任务分解"), "plans:tasks", Power.READ, _("方案与指标"), 11, "list"),
        NavItem(_("目标清单"), "plans:targets", Power.READ, _("方案与指标"), 12, "target"),
        NavItem(_("方案对照"), "plans:alignment", Power.READ, _("方案与指标"), 13, "columns"),
    ]
    home_panels: ClassVar = [
        "liangxin.domains.plans.web.panels.home_panel",
        "liangxin.domains.plans.web.panels.my_tasks_panel",
    ]
    search_sources: ClassVar = [
        "liangxin.domains.plans.web.panels.found",
        "liangxin.domains.plans.web.panels.found_promises",
    ]
