"""Reminders as the office sees them: who was told last, whom a reminder by hand would reach, the rules of a region."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from liangxin.domains.progress.access import get_round
from liangxin.domains.progress.models import ReminderSent
from liangxin.domains.progress.queries.owed import RETURN, owed_in_round, people_of, settings_in
from liangxin.domains.progress.rules.reminding import Owed, Setting
from liangxin.domains.progress.rules.rounds import days_left
from liangxin.domains.progress.terms import MINUTES_BETWEEN, SWITCHED, USUAL_DAYS, Power, Reminder, RoundState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.messages.api import robots_at


@dataclass(frozen=True, slots=True)
class Reminded:
    """When an owed thing was last called to mind, why, and to whom; without names nobody could be told."""

    at: datetime
    kind: Reminder
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chase:
    """What a reminder by hand would do: `units` would hear of it, that is `people`; `late` of those that owe are late.

    `spared` were reminded within the hour, `silent` have nobody who could be told.
    """

    owing: int
    late: int
    units: int
    people: int
    spared: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as the page shows it."""

    kind: Reminder
    is_on: bool
    days: int
    usual_days: int

    @property
    def counts_days(self) -> bool:
        return self.kind in USUAL_DAYS


def reminded_lately(owed: Iterable[Owed], now: datetime) -> set[UUID]:
    """The things of which somebody was reminded by hand within the hour."""
    things = [one.public_id for one in owed]
    since = now - timedelta(minutes=MINUTES_BETWEEN)
    rows = ReminderSent.objects.filter(about_id__in=things, kind=Reminder.BY_HAND.value, told_at__gt=since)
    return set(rows.exclude(told=[]).values_list("about_id", flat=True))


def last_reminded(things: Collection[UUID], about: str = RETURN) -> dict[UUID, Reminded]:
    """When each thing was last called to mind, and to whom; two queries."""
    rows = ReminderSent.objects.filter(about_type=about, about_id__in=things).exclude(kind=Reminder.ESCALATED.value)
    last = list(rows.order_by("about_id", "-told_at", "-pk").distinct("about_id"))
    names = dict(Account.objects.filter(pk__in={one for row in last for one in row.told}).values_list("pk", "name"))
    return {
        row.about_id: Reminded(
            row.told_at, Reminder.of(row.kind), tuple(names[one] for one in row.told if one in names)
        )
        for row in last
    }


def chase_of(actor: Actor, round_id: UUID | str, now: datetime, on: date) -> Chase | None:
    """What a reminder by hand would do now; None for who may not, and for a round in which nothing is owed."""
    row = get_round(actor, round_id)
    if row.state != RoundState.OPEN or not actor.may(Power.DISPATCH, row.region.path):
        return None
    owed = owed_in_round(row.pk)
    if not owed:
        return None
    lately = reminded_lately(owed, now)
    waiting = [one for one in owed if one.public_id not in lately]
    people = people_of(waiting, on)
    reached = [one for one in waiting if people[one.kind, one.public_id]]
    return Chase(
        owing=len(owed),
        late=sum((days_left(one.due_on, on) or 0) < 0 for one in owed),
        units=len(reached),
        people=len({person for one in reached for person in people[one.kind, one.public_id]}),
        spared=len(lately),
        silent=tuple(one.debtor for one in waiting if not people[one.kind, one.public_id]),
    )


def rule_lines(path: str) -> Sequence[RuleLine]:
    """The rules of a region in their order."""
    settings: dict[Reminder, Setting] = settings_in([path])[path]
    return [RuleLine(kind, settings[kind].is_on, settings[kind].days, USUAL_DAYS.get(kind, 0)) for kind in SWITCHED]


def groups_of(path: str) -> int:
    """How many groups hear the region's summary."""
    return robots_at(path)


def places_held(actor: Actor) -> list[regions.RegionCard]:
    """The regions whose own office the actor is."""
    holds = actor.paths(Power.DISPATCH)
    return [place for place in regions.regions_where(actor, Power.DISPATCH) if place.path in holds]
