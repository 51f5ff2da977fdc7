"""Opening a round: a return for each unit that is asked, prefilled from what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.reminding.at_once import tell_opened
from liangxin.domains.progress.actions.rounds.making import Asked, make_returns
from liangxin.domains.progress.actions.rounds.upward import link_above, link_below
from liangxin.domains.progress.models import Round
from liangxin.domains.progress.queries.upward import owed_above
from liangxin.domains.progress.rules.rounds import carries_figures, due_day, fits
from liangxin.domains.progress.terms import (
    TEXT_LIMIT,
    Deed,
    Power,
    RoundKind,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period

_TITLE = 120


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round to open. It is due on a day, or so many working days from now.

    `unit_ids` are the units to ask, `region_codes` the regions right below.
    """

    kind: RoundKind
    period: Period
    title: str
    unit_ids: tuple[UUID, ...]
    due_on: date | None = None
    working_days: int | None = None
    asks_targets: bool = True
    asks_tasks: bool = True
    note: str = ""
    region_codes: tuple[str, ...] = ()


def open_round(actor: Actor, region_code: str, draft: RoundDraft, on: date | None = None) -> UUID:
    """Open a round in a region and make the return of each unit; returns the round's public id.

    Raises RoundPeriodWrong, FiguresNeedMonths, FieldNeeded, FieldTooLong, DueTooEarly, HolidaysUnknown, RoundExists,
    RoundAsksNothing, RegionNotBelow, DueAfterAbove, RegionNotFound, NotAllowed.
    """
    today = on or timezone.localdate()
    place = regions.region_seen(actor, region_code)
    actor.require(Power.DISPATCH, place.path)
    due = _due(draft, today)
    _require_sound(draft)
    below = _below(actor, place, draft)
    with transaction.atomic():
        row = _begin(actor, place.id, draft, due)
        link_above(row, owed_above(place.id, draft.kind, draft.period), today)
        returns = make_returns(row, Asked(draft.unit_ids, below))
        if not returns:
            raise errors.RoundAsksNothing(field="units")
        link_below(row)
        of_regions = sum(one.below_id is not None for one in returns)
        after = {"period": str(draft.period), "due": due, "units": len(returns) - of_regions, "regions": of_regions}
        tell_opened(actor, returns, today)
        record(actor, Deed.ROUND_OPENED, ("progress.round", str(row.pk)), region_path=place.path, after=after)
    return row.public_id


def _below(actor: Actor, place: regions.RegionCard, draft: RoundDraft) -> list[regions.RegionCard]:
    """The regions to ask; only those right below. Raises RegionNotBelow."""
    known = {one.code: one for one in regions.regions_below(actor, place.code)} if draft.region_codes else {}
    strange = [code for code in draft.region_codes if code not in known]
    if strange:
        raise errors.RegionNotBelow(field="regions", code=strange[0], region=place.name)
    return [known[code] for code in dict.fromkeys(draft.region_codes)]


def _due(draft: RoundDraft, on: date) -> date:
    if draft.due_on is None and draft.working_days is None:
        raise errors.FieldNeeded(field="due_on", what="报送期限")
    due = draft.due_on or due_day(on, draft.working_days or 0)
    if due < on:
        raise errors.DueTooEarly(field="due_on", due=due)
    return due


def _require_sound(draft: RoundDraft) -> None:
    if not fits(draft.kind, draft.period):
        raise errors.RoundPeriodWrong(field="period", period=draft.period, kind=draft.kind)
    if draft.asks_targets and not carries_figures(draft.period):
        raise errors.FiguresNeedMonths(field="asks", period=draft.period)
    if not draft.title.strip():
        raise errors.FieldNeeded(field="title", what="标题")
    for name, what, text, limit in (
        ("title", "标题", draft.title, _TITLE),
        ("note", "填报要求", draft.note, TEXT_LIMIT),
    ):
        if len(text.strip()) > limit:
            raise errors.FieldTooLong(field=name, what=what, limit=limit)
    if not (draft.asks_targets or draft.asks_tasks):
        raise errors.RoundAsksNothing(field="asks")


def _begin(actor: Actor, region_id: int, draft: RoundDraft, due: date) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(
                region_id=region_id,
                kind=draft.kind.value,
                title=draft.title.strip(),
                starts_on=draft.period.start,
                ends_on=draft.period.end,
                due_on=due,
                due_working_days=None if draft.due_on else draft.working_days,
                asks_targets=draft.asks_targets,
                asks_tasks=draft.asks_tasks,
                note=draft.note.strip(),
                opened_by_id=actor.account_id,
            )
    except IntegrityError as error:
        if "progress_round_once_a_period" not in str(error):
            raise
        raise errors.RoundExists(field="period", period=draft.period, kind=draft.kind) from error
