"""Matters in lists, one with its story, and those that wait for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.progress.access import get_matter, visible_matters
from liangxin.domains.progress.models import Matter
from liangxin.domains.progress.queries.supervision.orders import SubjectCard
from liangxin.domains.progress.rules.meetings import MATTER_MOVES, is_asked
from liangxin.domains.progress.rules.supervision import are_other_eyes
from liangxin.domains.progress.terms import Decider, MatterState, MatterVerb, Outcome, Power, SubjectKind
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import TeamRole
from liangxin.foundation.accounts.api import Account, Actor, seen_from


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter in a list."""

    public_id: UUID
    title: str
    unit: str
    region_name: str
    decider: Decider
    state: MatterState
    wanted_by: date | None
    raised_on: date | None
    raised_by: str
    outcome: Outcome | None
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class WordCard:
    """Something said of a matter."""

    verb: MatterVerb
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class MatterPage:
    """A matter with its story and what the actor may do."""

    line: MatterLine
    region_code: str
    unit_public_id: UUID
    question: str
    options: tuple[str, ...]
    recommendation: str
    decision: str
    decided_by: str
    subjects: tuple[SubjectCard, ...]
    words: tuple[WordCard, ...]
    verbs: frozenset[MatterVerb]
    is_own: bool


def matters_listed(actor: Actor) -> QuerySet[Matter]:
    """The rows of the list of matters, for `matter_lines`."""
    return visible_matters(actor).select_related("region", "unit", "raised_by")


def matter_lines(rows: Iterable[Matter]) -> list[MatterLine]:
    """Cards of rows of `matters_listed`."""
    return [_line(row) for row in rows]


def _line(row: Matter) -> MatterLine:
    return MatterLine(
        public_id=row.public_id,
        title=row.title,
        unit=row.unit.short_name or row.unit.name,
        region_name=row.region.name,
        decider=Decider.of(row.decider),
        state=MatterState.of(row.state),
        wanted_by=row.wanted_by,
        raised_on=row.raised_on,
        raised_by=row.raised_by.name if row.raised_by else "",
        outcome=Outcome.of(row.outcome) if row.outcome else None,
        decided_on=row.decided_on,
    )


def matter_page(actor: Actor, public_id: UUID | str) -> MatterPage:
    """One matter that the actor sees. Raises MatterNotFound."""
    row = get_matter(actor, public_id)
    subjects = row.subjects.select_related("target", "task").order_by("pk")
    return MatterPage(
        line=_line(row),
        region_code=row.region.code,
        unit_public_id=row.unit.public_id,
        question=row.question,
        options=tuple(line.strip() for line in row.options.splitlines() if line.strip()),
        recommendation=row.recommendation,
        decision=row.decision,
        decided_by=row.decided_by.name if row.decided_by else "",
        subjects=tuple(
            SubjectCard(SubjectKind.of(one.kind), one.title, "", (one.target or one.task).public_id)  # type: ignore[union-attr]  # the table holds one of the two
            for one in subjects
        ),
        words=tuple(
            WordCard(MatterVerb.of(one.verb), one.at, one.by_name, one.text) for one in row.words.order_by("-pk")
        ),
        verbs=verbs_of(actor, row),
        is_own=not are_other_eyes(row.raised_by_id, actor.account_id),
    )


def verbs_of(actor: Actor, row: Matter) -> frozenset[MatterVerb]:
    """What the actor may do with a matter now; who raised it does not decide, nor another than the one asked."""
    state, place = MatterState.of(row.state), (row.region.path, row.unit_id)
    found = {move.verb for move in MATTER_MOVES if move.source is state and actor.may(move.power, *place)}
    found.discard(MatterVerb.DECIDE_THERE)  # with the minutes of a meeting
    deciding = {move.verb for move in MATTER_MOVES if move.power is Power.DECIDE}
    is_other = are_other_eyes(row.raised_by_id, actor.account_id)
    if found & deciding and not (
        is_other and is_asked(Decider.of(row.decider), is_team_leader(actor, row.region.code))
    ):
        found -= deciding
    return frozenset(found)


def is_team_leader(actor: Actor, region_code: str) -> bool | None:
    """Whether the actor leads the region's work team; None where no roster names the leader's account."""
    team = regions.team_of(region_code)
    names = {
        one.username
        for one in (team.members if team else ())
        if one.role is TeamRole.LEADER and not one.group and one.username
    }
    if not names:
        return None
    return Account.objects.filter(pk=actor.account_id or 0, username__in=names).exists()


def to_decide(actor: Actor) -> QuerySet[Matter]:
    """Matters that wait for the actor's decision, those wanted first on top."""
    rows = matters_listed(actor).filter(seen_from(actor, Power.DECIDE), state=MatterState.RAISED.value)
    if actor.account_id is not None:
        rows = rows.exclude(raised_by=actor.account_id)
    return rows.order_by("wanted_by", "raised_on", "pk")


def to_answer(actor: Actor, on: date) -> QuerySet[Matter]:
    """Matters of the actor's own units of which more is asked."""
    mine = Q(unit__in=regions.units_of(actor, on))
    return matters_listed(actor).filter(mine, state=MatterState.ASKED_BACK.value).order_by("wanted_by", "pk")


def matters_named(actor: Actor, words: str, limit: int = 10) -> list[MatterLine]:
    """Matters whose title or question holds the words."""
    named = Q(title__icontains=words) | Q(question__icontains=words)
    return matter_lines(matters_listed(actor).filter(named).order_by("-pk")[:limit])
