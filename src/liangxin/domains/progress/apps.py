"""Tells Django about the package, and the rail, the home page, the search and other pages about its screens."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.progress.terms import Power
from liangxin.foundation.ui.navigation import NavItem


class ProgressConfig(AppConfig):
    """Progress of targets and tasks."""

    name = "liangxin.domains.progress"
    label = "progress"
    verbose_name = "进展"

    navigation: ClassVar = [
        NavItem(_("进展"), "progress:here", Power.READ, _("进展"), 15, "target"),
        NavItem(_("任务进展"), "progress:tasks", Power.READ, _("进展"), 16, "list"),
        NavItem(_("调度"), "progress:rounds", Power.APPROVE, _("进展"), 18, "going"),
        NavItem(_("我的报送"), "progress:returns", Power.FILL, _("进展"), 19, "document"),
        NavItem(_("数据来源"), "progress:sources", Power.BIND, _("进展"), 17, "columns"),
    ]
    home_panels: ClassVar = [
        "liangxin.domains.progress.web.rounds.panels.due_panel",
        "liangxin.domains.progress.web.rounds.panels.approve_panel",
        "liangxin.domains.progress.web.rounds.panels.office_panel",
        "liangxin.domains.progress.web.panels.lights_panel",
        "liangxin.domains.progress.web.panels.my_targets_panel",
        "liangxin.domains.progress.web.panels.my_reports_panel",
        "liangxin.domains.progress.web.panels.waiting_panel",
    ]
    search_sources: ClassVar = [
        "liangxin.domains.progress.web.panels.found",
        "liangxin.domains.progress.web.rounds.panels.found",
    ]
    subject_panels: ClassVar = {
        "plans.target": ["liangxin.domains.progress.web.panels.of_target"],
        "plans.task": ["liangxin.domains.progress.web.panels.of_task"],
    }
