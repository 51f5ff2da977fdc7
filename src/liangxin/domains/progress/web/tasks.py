"""Tasks: how they stand by report and by their targets, who waits for whom; a unit reports on its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.tasks import (
    TaskLine,
    due_by,
    led_by_mine,
    mine_waiting,
    not_reported_since,
    task_lines,
    tasks_listed,
    waiting_for_mine,
)
from liangxin.domains.progress.terms import Power, TaskState
from liangxin.domains.progress.web.wording import aim_words, amount, deadline_words
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_term


def _address(line: TaskLine) -> str:
    return reverse("progress:task", args=[line.public_id])


def done_words(line: TaskLine) -> str:
    """Per cent done, never without how many of the targets have a figure."""
    if line.percent is None:
        return ""
    return gettext("%(percent)s%%（%(got)s/%(due)s个目标有数）") % {
        "percent": f"{line.percent:.0f}",
        "got": line.got,
        "due": line.due,
    }


def done_short(line: TaskLine) -> str:
    """The same for a column that says in its head what is counted."""
    if line.percent is None:
        return ""
    return gettext("%(percent)s%%（%(got)s/%(due)s）") % {
        "percent": f"{line.percent:.0f}",
        "got": line.got,
        "due": line.due,
    }


def _no_percent(line: TaskLine) -> str:
    return gettext("目标都还没有数") if line.due else gettext("方案没有给这项任务写目标")


def _year(line: TaskLine) -> str:
    return gettext("%(year)s年") % {"year": line.deadline} if line.deadline else ""


def _waits(line: TaskLine) -> str:
    if not line.waiting_for:
        return ""
    return f"{line.waiting_for}：{line.waiting_what}" if line.waiting_what else line.waiting_for


def _chapters(request: HttpRequest) -> list[tuple[str, str]]:
    rows = tasks_listed(request.actor).exclude(chapter="")  # type: ignore[attr-defined]  # set by the accounts' middleware
    names = rows.order_by("region", "place").values_list("chapter", flat=True)
    return [(chapter, chapter) for chapter in dict.fromkeys(names)]


def _leads(request: HttpRequest) -> list[tuple[str, str]]:
    rows = tasks_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware
    found = rows.filter(lead_unit__isnull=False).order_by("lead_name").values_list("lead_unit", "lead_name")
    return [(str(unit), name) for unit, name in dict(found).items()]


def _due_years(_request: HttpRequest) -> list[tuple[str, str]]:
    year = str(timezone.localdate().year)
    return [(year, gettext("年底前到期未完成"))]


def _told(line: TaskLine) -> SafeString | str:
    """What was last reported, in one column of the screen; a workbook has one for each."""
    labelled = [("", line.text), (gettext("困难："), line.risks), (gettext("下一步："), line.next_step)]
    said = [(label, text) for label, text in labelled if text]
    return format_html_join("", '<p><span class="quiet">{}</span>{}</p>', said) if said else ""


TASKS = ListScreen(
    name="progress-tasks",
    title=_("任务进展"),
    order="place",
    columns=[
        Column("title", _("任务"), link=_address, sort="title"),
        Column("state", _("状态"), show=Show.STATE, sort="state", missing=_("还没有报告")),
        Column(
            "done", _("完成（有数的目标）"), done_short, Show.SHORT, sort="percent", missing=_("没有目标或目标没有数")
        ),
        Column("worst", _("最差的目标"), show=Show.STATE, missing=_("没有目标")),
        Column("reported_at", _("最近报告"), show=Show.DAY, sort="reported_at", missing=_("还没有报告")),
        Column("told", _("进展、困难和下一步"), _told, Show.LONG, missing=_("还没有报告")),
        Column("waits", _("在等"), _waits, missing=_("不等别的单位")),
        Column("lead", _("牵头单位"), sort="lead_name", missing=_("文件未写责任单位")),
        Column("deadline", _("期限"), _year, Show.SHORT, sort="deadline", missing=_("文件未写期限")),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("任务"), ("title",)),
        ChoiceFilter("state_is", _("状态"), "state", TaskState),
        ChoiceFilter("lead_is", _("牵头单位"), "lead_unit", _leads),
        ChoiceFilter("chapter_is", _("行动"), "chapter", _chapters),
        ChoiceFilter("due", _("到期未完成"), "due_year", _due_years),
    ],
    empty=Empty(_("还没有任务"), _("方案发布后，任务按牵头单位列在这里；牵头单位在此报告进展。")),
    cards=task_lines,
)
_SAVED = [
    *(column for column in TASKS.columns if column.name != "told"),
    Column("text", _("进展"), missing=_("还没有报告")),
    Column("risks", _("困难和风险"), missing=_("没有报告困难")),
    Column("next_step", _("下一步"), missing=_("没有报告下一步")),
    Column("chapter", _("行动"), missing=_("文件未写章节")),
]
VIEWS = (
    ("tasks", _("全部")),
    ("tasks_mine", _("我单位牵头")),
    ("tasks_silent", _("本月未报")),
    ("tasks_waiting_for_us", _("等我的")),
    ("tasks_we_wait", _("我等的")),
)


@require_safe
def task_list(request: OfficeRequest) -> HttpResponseBase:
    """All tasks that the person sees."""
    return _list(request, tasks_listed(request.actor), "tasks")


@require_safe
def my_tasks(request: OfficeRequest) -> HttpResponseBase:
    """Tasks that the person's own unit leads."""
    return _list(request, led_by_mine(request.actor, tasks_listed(request.actor), timezone.localdate()), "tasks_mine")


@require_safe
def silent_tasks(request: OfficeRequest) -> HttpResponseBase:
    """Tasks not done of which nothing was said this month."""
    return _list(request, not_reported_since(tasks_listed(request.actor), month_begin()), "tasks_silent")


@require_safe
def waiting_for_us(request: OfficeRequest) -> HttpResponseBase:
    """Tasks of others that wait for the person's own unit."""
    rows = waiting_for_mine(request.actor, tasks_listed(request.actor), timezone.localdate())
    return _list(request, rows, "tasks_waiting_for_us")


@require_safe
def we_wait(request: OfficeRequest) -> HttpResponseBase:
    """Tasks of the person's own unit that wait for others."""
    rows = mine_waiting(request.actor, tasks_listed(request.actor), timezone.localdate())
    return _list(request, rows, "tasks_we_wait")


def _list(request: OfficeRequest, rows: Any, view: str) -> HttpResponseBase:
    views = [(reverse(f"progress:{name}"), label, name == view) for name, label in VIEWS]
    screen = replace(TASKS, columns=_SAVED) if request.GET.get("save") else TASKS
    return screen.respond(request, due_by(rows, timezone.localdate().year), "progress/tasks.html", views=views)


def month_begin() -> datetime:
    """The first moment of this month, by the office's clock."""
    return timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@require_http_methods(["GET", "HEAD", "POST"])
def task_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One task; its unit reports here."""
    page = progress.task_page(request.actor, public_id, timezone.localdate())
    line = page.line

    def report(posted: QueryDict) -> str:
        draft = progress.ReportDraft(
            state=typed_term(posted, "state", TaskState, _("状态")),
            text=posted.get("text", ""),
            risks=posted.get("risks", ""),
            next_step=posted.get("next_step", ""),
            waiting_for=posted.get("waiting_for", "") or None,
            waiting_what=posted.get("waiting_what", ""),
        )
        progress.report_task(request.actor, public_id, draft)
        messages.success(request, gettext("已报告。"))
        return reverse("progress:task", args=[public_id])

    context = {
        "page": page,
        "may_supervise": request.actor.may(Power.SUPERVISE, page.region_path),
        "done": done_words(line),
        "no_percent": _no_percent(line),
        "waits": _waits(line),
        "states": [(state.value, gettext(state.label)) for state in TaskState],
        "targets": [
            (each, amount(each.actual, each.unit), aim_words(each), deadline_words(each)) for each in page.targets
        ],
    }
    empty = dict.fromkeys(("text", "risks", "next_step", "waiting_for", "waiting_what"), "")
    typed = empty | {"state": line.state.value if line.state else TaskState.UNDER_WAY.value}
    return answer(request, "progress/task.html", {"report": report}, typed=typed, context=lambda: context)
