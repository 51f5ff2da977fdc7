"""What progress contributes to the home page, to the search, and to pages of targets and tasks."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.regions import lights
from liangxin.domains.progress.queries.targets import (
    of_my_units,
    off_track,
    target_lines,
    targets_listed,
    targets_named,
)
from liangxin.domains.progress.queries.tasks import (
    led_by_mine,
    not_reported_since,
    task_line,
    task_lines,
    tasks_listed,
    tasks_named,
    waiting_for_mine,
)
from liangxin.domains.progress.terms import Power
from liangxin.domains.progress.web.tasks import done_words, month_begin
from liangxin.domains.progress.web.wording import aim_words, amount, deadline_words, first_reason
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, Panel, PanelLine, SubjectPanel

SHOWN = 5


def lights_panel(request: OfficeRequest) -> Panel | None:
    """How the region stands, for those who see all of it."""
    found = lights(request.actor) if request.actor.may(Power.READ) else []
    if not found:
        return None
    lines = []
    for code, name, counts in found:
        place = reverse("progress:region", args=[code])
        for status, number in counts.parts:
            words = f"{name} {_(status.label)}" if len(found) > 1 else _(status.label)
            lines.append(PanelLine(words, f"{place}?{urlencode({'status_is': status.value})}", number, _("个目标")))
    code, _name, counts = found[0]
    said = {"known": counts.known, "all": counts.all}
    title = _("目标进展（%(known)s/%(all)s 个有结论）") % said
    return Panel(title, lines, more_url=reverse("progress:region", args=[code]), order=1)


def my_targets_panel(request: OfficeRequest) -> Panel | None:
    """Targets of the person's own units that ask for something to be done."""
    if not request.actor.may(Power.REPORT):
        return None
    rows = off_track(of_my_units(request.actor, targets_listed(request.actor), timezone.localdate()))
    cards = target_lines(rows[:SHOWN])
    if not cards:
        return None
    lines = [
        PanelLine(card.name, reverse("progress:target", args=[card.public_id]), note=_(card.status.label))
        for card in cards
    ]
    return Panel(_("我单位没有跟上进度的目标"), lines, more_url=reverse("progress:here"), order=2)


def my_reports_panel(request: OfficeRequest) -> Panel | None:
    """Tasks of the person's own units of which nothing was said this month."""
    if not request.actor.may(Power.REPORT):
        return None
    own = led_by_mine(request.actor, tasks_listed(request.actor), timezone.localdate())
    silent = not_reported_since(own, month_begin()).order_by("reported_at", "place")
    cards = task_lines(silent[: SHOWN + 1])
    if not cards:
        return None
    lines = [
        PanelLine(
            card.title, reverse("progress:task", args=[card.public_id]), note=_(card.state.label) if card.state else ""
        )
        for card in cards[:SHOWN]
    ]
    return Panel(_("本月还没有报告进展的任务"), lines, more_url=reverse("progress:tasks_mine"), order=3)


def waiting_panel(request: OfficeRequest) -> Panel | None:
    """Who waits for the person's own unit."""
    if not request.actor.may(Power.READ):
        return None
    rows = waiting_for_mine(request.actor, tasks_listed(request.actor), timezone.localdate())
    cards = task_lines(rows.order_by("reported_at")[:SHOWN])
    if not cards:
        return None
    lines = [
        PanelLine(card.waiting_what or card.title, reverse("progress:task", args=[card.public_id]), note=card.lead)
        for card in cards
    ]
    return Panel(_("别的单位在等我们"), lines, more_url=reverse("progress:tasks_waiting_for_us"), order=4)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Targets and tasks with their progress that hold the words."""
    return [
        Found(_("目标进展"), line.name, reverse("progress:target", args=[line.public_id]), _(line.status.label))
        for line in targets_named(request.actor, words)
    ] + [
        Found(_("任务进展"), line.title, reverse("progress:task", args=[line.public_id]), line.lead)
        for line in tasks_named(request.actor, words)
    ]


def of_target(request: OfficeRequest, public_id: UUID) -> SubjectPanel | None:
    """How a target stands, for the page of the target."""
    line = progress.target_line(request.actor, public_id)
    if line is None:
        return None
    facts = [
        (_("实际"), amount(line.actual, line.unit)),
        (_("目标值"), aim_words(line)),
        (_("期限"), deadline_words(line)),
        (_("依据"), first_reason(line)),
    ]
    url = reverse("progress:target", args=[line.public_id])
    return SubjectPanel(_("进展"), url, line.status, facts, order=10)


def of_task(request: OfficeRequest, public_id: UUID) -> SubjectPanel | None:
    """How a task stands, for the page of the task."""
    line = task_line(request.actor, public_id)
    if line is None:
        return None
    facts = [(_("完成"), done_words(line)), (_("进展"), line.text), (_("下一步"), line.next_step)]
    return SubjectPanel(_("进展"), reverse("progress:task", args=[line.public_id]), line.state, facts, order=10)
