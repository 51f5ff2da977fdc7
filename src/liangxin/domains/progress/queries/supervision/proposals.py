"""What the program proposes to chase: targets long behind, tasks that are stalled, returns long overdue.

It proposes only; a person reads what goes out and issues it. What has an open order is proposed no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from liangxin.domains.progress.access import visible_returns, visible_targets, visible_tasks
from liangxin.domains.progress.models import OrderSubject, StatusDay
from liangxin.domains.progress.queries.rounds import still_due
from liangxin.domains.progress.queries.supervision.facts import (
    Subject,
    return_subject,
    target_subject,
    task_subject,
)
from liangxin.domains.progress.rules.rounds import days_late
from liangxin.domains.progress.terms import BEHIND_DAYS, LATE_DAYS, Power, ProposalKind, Status, TaskState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, seen_from


@dataclass(frozen=True, slots=True)
class ProposedOrder:
    """Something to chase: why, since when or how many working days late, and the unit that leads."""

    kind: ProposalKind
    subject: Subject
    region_code: str
    region_name: str
    lead: str
    since: date | None
    late: int | None


def proposed_orders(actor: Actor, on: date) -> list[ProposedOrder]:
    """What is proposed in the regions in which the actor may issue; the same number of queries for few and for many."""
    if not actor.may(Power.SUPERVISE):
        return []
    subjects = [*_behind(actor, on), *_stalled(actor), *_late(actor, on)]
    taken = _taken(subjects)
    free = [one for one in subjects if not _is_taken(one[1], taken)]
    units = regions.unit_cards({one.lead_unit_id for _, one, _, _ in free if one.lead_unit_id})
    places = regions.regions_by_id({one.region_id for _, one, _, _ in free})
    found = []
    for kind, subject, since, late in free:
        unit, place = units.get(subject.lead_unit_id or 0), places[subject.region_id]
        lead = (unit.short_name or unit.name) if unit else ""
        found.append(ProposedOrder(kind, subject, place.code, place.name, lead, since, late))
    return found


_Found = tuple[ProposalKind, Subject, date | None, int | None]


def _behind(actor: Actor, on: date) -> list[_Found]:
    rows = visible_targets(actor).filter(seen_from(actor, Power.SUPERVISE), status=Status.BEHIND.value)
    targets = list(rows.filter(lead_unit__isnull=False).select_related("target").defer("chart", "spark"))
    since = behind_since([row.target_id for row in targets])
    longest = sorted(
        (since[row.target_id], row.place, row)
        for row in targets
        if row.target_id in since and since[row.target_id] <= on - timedelta(days=BEHIND_DAYS)
    )
    return [(ProposalKind.BEHIND, target_subject(row), day, None) for day, _, row in longest]


def behind_since(target_ids: Sequence[int]) -> dict[int, date]:
    """Since which day targets have been behind without a break."""
    found: dict[int, date] = {}
    broken: set[int] = set()
    for row in StatusDay.objects.filter(target__in=target_ids).order_by("target_id", "-on"):
        if row.after != Status.BEHIND:
            broken.add(row.target_id)
        elif row.target_id not in broken:
            found[row.target_id] = row.on
    return found


def _stalled(actor: Actor) -> list[_Found]:
    rows = visible_tasks(actor).filter(seen_from(actor, Power.SUPERVISE), state=TaskState.STALLED.value)
    tasks = rows.filter(lead_unit__isnull=False).select_related("task", "report", "waiting_for")
    return [
        (ProposalKind.STALLED, task_subject(row), _day(row.reported_at), None)
        for row in tasks.order_by("reported_at", "place")
    ]


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _late(actor: Actor, on: date) -> list[_Found]:
    owed = still_due(visible_returns(actor).select_related("round")).filter(
        seen_from(actor, Power.SUPERVISE), unit__isnull=False, round__due_on__lt=on
    )
    found: list[_Found] = []
    for row in owed:
        late = days_late(row.round.due_on, None, on)
        if late is not None and late >= LATE_DAYS:
            found.append((ProposalKind.LATE_RETURN, return_subject(row, on), row.round.due_on, late))
    return found


def _taken(subjects: Sequence[_Found]) -> set[tuple[str, int]]:
    rows = OrderSubject.objects.filter(is_open=True)
    ids = [one for _, one, _, _ in subjects]
    taken: set[tuple[str, int]] = set()
    for name, wanted in (
        ("target", [one.target_id for one in ids if one.target_id]),
        ("task", [one.task_id for one in ids if one.task_id]),
        ("answer", [one.answer_id for one in ids if one.answer_id]),
    ):
        taken |= {(name, found) for found in rows.filter(**{f"{name}__in": wanted}).values_list(name, flat=True)}
    return taken


def _is_taken(subject: Subject, taken: set[tuple[str, int]]) -> bool:
    ids = (("target", subject.target_id), ("task", subject.task_id), ("answer", subject.answer_id))
    return any(number is not None and (name, number) in taken for name, number in ids)
