"""What is owed today, by all packages that say so; what was told of it; the rules that regions have set.

A package names functions `f(on) -> Iterable[Owed]` on its AppConfig, `owed_sources = ["package.queries.owed"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from liangxin.domains.progress.models import ReminderRule, ReminderSent, Return
from liangxin.domains.progress.rules.reminding import Owed, Setting, Told, Whole, settings_with
from liangxin.domains.progress.terms import Power, Reminder, ReturnState, RoundState
from liangxin.domains.regions import api as regions

RETURN, ROUND = "progress.return", "progress.round"
Source = Callable[[date], Iterable[Owed]]
People = Mapping[tuple[str, UUID], frozenset[int]]
_DONE = [ReturnState.SUBMITTED.value, ReturnState.APPROVED.value]


def owed_on(on: date) -> Iterator[Owed]:
    """Everything that is owed, whichever package says so."""
    for config in apps.get_app_configs():
        for path in getattr(config, "owed_sources", ()):
            yield from import_string(path)(on)


def owed_in_rounds(on: date) -> Iterable[Owed]:  # noqa: ARG001 - the door's signature; rounds owe until they are closed
    """Returns of open rounds that are not handed in; two queries."""
    return _owed(Return.objects.filter(round__state=RoundState.OPEN.value))


def owed_in_round(round_id: int) -> list[Owed]:
    """The same of one round."""
    return _owed(Return.objects.filter(round=round_id))


def owed_of(returns: Iterable[int]) -> list[Owed]:
    """The same of some returns, handed in or not: for what is told at once."""
    return _cards(Return.objects.filter(pk__in=list(returns)))


def _owed(rows: QuerySet[Return]) -> list[Owed]:
    return _cards(rows.exclude(state__in=_DONE))


def _cards(rows: QuerySet[Return]) -> list[Owed]:
    waiting = Min("questions__asked_at", filter=Q(questions__answered_at__isnull=True))
    found = list(rows.select_related("round__region", "below", "unit").annotate(asked_since=waiting).order_by("pk"))
    wholes = _wholes({row.round_id for row in found})
    return [_card(row, wholes[row.round_id]) for row in found]


def _wholes(rounds: Iterable[int]) -> dict[int, Whole]:
    rows = Return.objects.filter(round__in=list(rounds)).order_by().values("round", "round__public_id", "round__title")
    counted = rows.annotate(asked=Count("pk"), answered=Count("pk", filter=Q(state__in=_DONE)))
    return {
        row["round"]: Whole(
            kind=ROUND,
            public_id=row["round__public_id"],
            title=row["round__title"],
            url=reverse("progress:round", args=[row["round__public_id"]]),
            asked=row["asked"],
            answered=row["answered"],
        )
        for row in counted
    }


def _card(row: Return, whole: Whole) -> Owed:
    asked_since = getattr(row, "asked_since", None)
    debtor = row.unit or row.below
    return Owed(
        kind=RETURN,
        public_id=row.public_id,
        title=row.round.title,
        url=reverse("progress:return", args=[row.public_id]),
        due_on=row.round.due_on,
        unit_id=row.unit_id,
        debtor=getattr(debtor, "short_name", "") or (debtor.name if debtor else ""),
        region_path=row.round.region.path,
        whole=whole,
        by=Power.FILL,
        hears=Power.HEAR_DELAYS,
        below_path=row.below.path if row.below else "",
        asked_since=timezone.localtime(asked_since).date() if asked_since else None,
    )


def settings_in(paths: Iterable[str]) -> dict[str, dict[Reminder, Setting]]:
    """The rules of regions by path; one query."""
    wanted = set(paths)
    rows = ReminderRule.objects.filter(region__path__in=wanted).values_list("region__path", "kind", "is_on", "days")
    known: dict[str, list[tuple[Reminder, bool, int | None]]] = {path: [] for path in wanted}
    for path, kind, is_on, days in rows:
        known[path].append((Reminder.of(kind), is_on, days))
    return {path: settings_with(found) for path, found in known.items()}


def told_of(owed: Iterable[Owed]) -> dict[tuple[str, UUID], Told]:
    """What has been told of owed things; one query. Who could tell nobody has told nothing."""
    things = [(one.kind, one.public_id) for one in owed]
    rows = ReminderSent.objects.filter(
        about_type__in={kind for kind, _ in things}, about_id__in={thing for _, thing in things}
    ).exclude(told=[])
    last: dict[tuple[str, UUID], date] = {}
    near: dict[tuple[str, UUID], set[date]] = {}
    for kind, thing, why, on, due_on in rows.values_list("about_type", "about_id", "kind", "on", "due_on"):
        if why != Reminder.ESCALATED:
            last[kind, thing] = max(on, last.get((kind, thing), on))
        if why == Reminder.BEFORE_DUE:
            near.setdefault((kind, thing), set()).add(due_on)
    return {thing: Told(last.get(thing), frozenset(near.get(thing, ()))) for thing in things}


def people_of(owed: Collection[Owed], on: date) -> People:
    """Who is reminded of each owed thing; two queries for each power by which things are owed."""
    units: dict[str, dict[int, frozenset[int]]] = {}
    below: dict[str, dict[str, frozenset[int]]] = {}
    for power in {one.by for one in owed}:
        mine = [one for one in owed if one.by == power]
        units[power] = regions.people_of_units(power, {one.unit_id for one in mine if one.unit_id is not None}, on)
        paths = {one.below_path for one in mine if one.unit_id is None}
        below[power] = regions.people_of_regions(power, paths, on, above=False) if paths else {}
    return {
        (one.kind, one.public_id): units[one.by].get(one.unit_id, frozenset())
        if one.unit_id is not None
        else below[one.by].get(one.below_path, frozenset())
        for one in owed
    }
