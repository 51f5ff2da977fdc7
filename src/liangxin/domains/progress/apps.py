"""Tells Django about the package, and the rail, the home page, the search and other pages about its screens."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.domains.progress.terms import News, Power
from liangxin.foundation.messages.kinds import MessageKind
from liangxin.foundation.ui.navigation import NavItem, ScreenTile

_TILES = "liangxin.domains.progress.web.screen.tiles"

_DISPATCH = _("调度与督办")


class ProgressConfig(AppConfig):
    """Progress of targets and tasks."""

    name = "liangxin.domains.progress"
    label = "progress"
    verbose_name = "进展"

    navigation: ClassVar = [
        NavItem(_("进展"), "progress:here", Power.READ, _("进展"), 15, "target"),
        NavItem(_("任务进展"), "progress:tasks", Power.READ, _("进展"), 16, "list"),
        NavItem(_("数据来源"), "progress:sources", Power.BIND, _("进展"), 17, "columns"),
        NavItem(_("调度"), "progress:rounds", Power.APPROVE, _DISPATCH, 20, "going"),
        NavItem(_("我的报送"), "progress:returns", Power.FILL, _DISPATCH, 21, "document"),
        NavItem(_("督办"), "progress:orders", Power.READ, _DISPATCH, 22, "act"),
        NavItem(_("我单位的督办"), "progress:orders_mine", Power.ANSWER_ORDER, _DISPATCH, 23, "act"),
        NavItem(_("请示报告"), "progress:matters", Power.READ, _DISPATCH, 24, "document"),
        NavItem(_("专班会议"), "progress:meetings", Power.READ, _DISPATCH, 25, "list"),
        NavItem(_("简报"), "progress:bulletins", Power.READ, _DISPATCH, 26, "document"),
        NavItem(_("上级表格"), "progress:upper_forms", Power.DISPATCH, _DISPATCH, 27, "upload"),
        NavItem(_("催办规则"), "progress:reminders", Power.DISPATCH, _DISPATCH, 28, "bell"),
    ]
    # Where kinds of bulletins get facts of their own: queries/bulletins/sources.py.
    bulletin_sources: ClassVar = [
        "liangxin.domains.progress.queries.bulletins.subjects.NoticeSource",
        "liangxin.domains.progress.queries.bulletins.subjects.MinutesSource",
    ]
    home_panels: ClassVar = [
        "liangxin.domains.progress.web.rounds.panels.due_panel",
        "liangxin.domains.progress.web.rounds.panels.approve_panel",
        "liangxin.domains.progress.web.rounds.panels.office_panel",
        "liangxin.domains.progress.web.bulletins.panels.bulletins_panel",
        "liangxin.domains.progress.web.panels.lights_panel",
        "liangxin.domains.progress.web.panels.my_targets_panel",
        "liangxin.domains.progress.web.panels.my_reports_panel",
        "liangxin.domains.progress.web.panels.waiting_panel",
        "liangxin.domains.progress.web.supervision.panels.leader_panel",
        "liangxin.domains.progress.web.supervision.panels.mine_panel",
        "liangxin.domains.progress.web.supervision.panels.office_panel",
        "liangxin.domains.progress.web.matters.panels.decide_panel",
        "liangxin.domains.progress.web.matters.panels.answer_panel",
        "liangxin.domains.progress.web.meetings.panels.confirm_panel",
        "liangxin.domains.progress.web.meetings.panels.coming_panel",
    ]
    search_sources: ClassVar = [
        "liangxin.domains.progress.web.panels.found",
        "liangxin.domains.progress.web.rounds.panels.found",
        "liangxin.domains.progress.web.supervision.panels.found",
        "liangxin.domains.progress.web.matters.panels.found",
        "liangxin.domains.progress.web.meetings.panels.found",
        "liangxin.domains.progress.web.bulletins.panels.found",
    ]
    subject_panels: ClassVar = {
        "plans.target": [
            "liangxin.domains.progress.web.panels.of_target",
            "liangxin.domains.progress.web.supervision.panels.of_target",
        ],
        "plans.task": [
            "liangxin.domains.progress.web.panels.of_task",
            "liangxin.domains.progress.web.supervision.panels.of_task",
        ],
        "progress.target": ["liangxin.domains.progress.web.supervision.panels.of_target"],
        "progress.task": ["liangxin.domains.progress.web.supervision.panels.of_task"],
        "progress.region": ["liangxin.domains.progress.web.supervision.panels.of_region"],
    }
    message_kinds: ClassVar = [
        MessageKind(each.value, _(each.label), by_mail=each.is_by_mail, for_groups=each is News.SUMMARY)
        for each in News
    ]
    owed_sources: ClassVar = [
        "liangxin.domains.progress.queries.owed.owed_in_rounds",
        "liangxin.domains.progress.queries.supervision.owed.owed_orders",
    ]
    screen_tiles: ClassVar = [
        ScreenTile("progress.lights", _("目标状态"), _TILES, Power.READ),
        ScreenTile("progress.months", _("各月末的状态"), _TILES, Power.READ),
        ScreenTile("progress.worst", _("最需要推动的目标"), _TILES, Power.READ),
        ScreenTile("progress.changed", _("状态变化"), _TILES, Power.READ),
        ScreenTile("progress.actions", _("各行动的状态"), _TILES, Power.READ),
        ScreenTile("progress.due", _("快要到期的目标"), _TILES, Power.READ),
        ScreenTile("progress.rounds", _("调度报送"), _TILES, Power.READ),
        ScreenTile("progress.counties", _("各地区"), _TILES, Power.READ),
        ScreenTile("progress.tasks", _("任务进展"), _TILES, Power.READ),
        ScreenTile("progress.bands", _("实际相当于应有的"), _TILES, Power.READ),
    ]
