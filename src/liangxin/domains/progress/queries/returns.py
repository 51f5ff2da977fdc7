"""One return: its lines with what stands beside each, who typed what, questions, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress.access import get_field, get_return, power_place
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, ReturnQuestion
from liangxin.domains.progress.queries.round_material import Beside, Wanted, beside_of
from liangxin.domains.progress.queries.upward import OwnRound, own_round
from liangxin.domains.progress.rules.returns import LineFacts, filled_of, move_of
from liangxin.domains.progress.rules.rounds import days_left
from liangxin.domains.progress.terms import FieldName, LineKind, Power, ReturnState, ReturnVerb, RoundKind, RoundState
from liangxin.domains.regions import api as regions
from liangxin.engines.reader.findings import TargetKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.period import Period

# What a person must have looked at itself: the words of last time are no answer until somebody says that they hold.
_SAID_ANEW = frozenset({FieldName.TEXT, FieldName.NOTE})


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question at a field; without an answer it waits for one."""

    public_id: UUID
    text: str
    by: str
    at: datetime
    answer: str
    answered_by: str


@dataclass(frozen=True, slots=True)
class FieldCard:
    """A field with its clock; `is_missing` says that an answer is lacking here."""

    id: int
    public_id: UUID
    name: FieldName
    value: str
    version: int
    is_prefilled: bool
    doubts: tuple[str, ...]
    assurance: str
    by: str
    at: datetime | None
    questions: tuple[QuestionCard, ...] = ()
    is_missing: bool = False

    @property
    def is_brought(self) -> bool:
        """Whether it was brought here from what units below told, and nobody has typed over it."""
        return self.at is not None and not self.by and not self.is_prefilled


@dataclass(frozen=True, slots=True)
class LineCard:
    """A line: a target with figures beside it, or a task. `told_by` is the unit behind a region's answer.

    `is_own`: the target or task is one of the place that answers, so that its page may be seen there.
    """

    id: int
    kind: LineKind
    title: str
    chapter: str
    unit: str
    adds_up: bool
    is_stock: bool
    leads: bool
    is_behind: bool
    last: Decimal | None
    last_period: str
    computed: Decimal | None
    public_id: UUID
    fields: Mapping[str, FieldCard]
    indicator_code: str
    told_by: str = ""
    is_own: bool = True
    lock: indicators.LockCard | None = None


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """A return with all that its page shows."""

    public_id: UUID
    round_id: UUID
    title: str
    note: str
    kind: RoundKind
    period: Period
    region_code: str
    region_name: str
    unit: str
    is_region: bool
    asker: str
    own_round: OwnRound | None
    may_open_own: bool
    state: ReturnState
    round_state: RoundState
    due_on: date
    days_left: int | None
    asked: int
    filled: int
    sent_back: int
    submitted_by: str
    submitted_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    targets: Sequence[LineCard]
    tasks: Sequence[LineCard]
    verbs: frozenset[ReturnVerb]
    is_own: bool
    may_except: bool
    people: Sequence[tuple[str, str]]
    history: Sequence[TrailCard]

    @property
    def open_questions(self) -> int:
        fields = [card for line in (*self.targets, *self.tasks) for card in line.fields.values()]
        return sum(not one.answer for card in fields for one in card.questions)


def lines_of(answer: Return) -> list[ReturnLine]:
    """The lines of a return with their fields and what their titles lead to; four queries."""
    questions = ReturnQuestion.objects.select_related("asked_by", "answered_by").order_by("pk")
    fields = ReturnField.objects.select_related("changed_by").order_by("pk")
    rows = ReturnLine.objects.filter(answer=answer).select_related("target", "task", "indicator", "told_by")
    rows = rows.order_by("place")
    fields = fields.prefetch_related(Prefetch("questions", queryset=questions))
    return list(rows.prefetch_related(Prefetch("fields", queryset=fields)))


def wanted_of(answer: Return, line: ReturnLine) -> Wanted | None:
    """What to look up beside a line; None for a task, and for a target without an indicator."""
    if line.target_id is None or line.indicator is None:
        return None
    teller = answer.unit or line.told_by
    unit, is_region = teller.public_id if teller else None, answer.unit is None
    kind, kept_in = line.indicator.kind, line.indicator.unit
    return Wanted(line.target_id, line.indicator.pk, unit, kind, kept_in, answer.region_id, is_region)


def beside_lines(answer: Return, lines: Iterable[ReturnLine]) -> dict[int, Beside]:
    """What is known beside each line of a return now, by target."""
    wanted = [one for one in (wanted_of(answer, line) for line in lines) if one]
    found = beside_of(wanted, Period(answer.round.starts_on, answer.round.ends_on))
    return {one.target_id: beside for one, beside in found.items()}


def facts_of(line: ReturnLine, fields: Iterable[ReturnField], computed: Decimal | None) -> LineFacts:
    """A line as the rules look at it."""
    rows = {FieldName.of(row.name): row for row in fields}
    return LineFacts(
        kind=LineKind.of(line.kind),
        values={name: "" if row.is_prefilled and name in _SAID_ANEW else row.value for name, row in rows.items()},
        has_computed=computed is not None,
        is_behind=line.is_behind,
        doubtful=[name for name, row in rows.items() if row.doubts and not row.assurance],
    )


def field_card(
    row: ReturnField, missing: Iterable[FieldName] = (), questions: Iterable[ReturnQuestion] = ()
) -> FieldCard:
    """The card of a field fetched with who changed it."""
    name = FieldName.of(row.name)
    return FieldCard(
        id=row.pk,
        public_id=row.public_id,
        name=name,
        value=row.value,
        version=row.version,
        is_prefilled=row.is_prefilled,
        doubts=tuple(row.doubts),
        assurance=row.assurance,
        by=row.changed_by.name if row.changed_by else "",
        at=row.changed_at,
        questions=tuple(_question(one) for one in questions),
        is_missing=name in missing,
    )


def _question(row: ReturnQuestion) -> QuestionCard:
    return QuestionCard(
        row.public_id,
        row.text,
        row.asked_by.name if row.asked_by else "",
        row.asked_at,
        row.answer,
        row.answered_by.name if row.answered_by else "",
    )


def _line(
    line: ReturnLine, beside: Beside | None, lock: indicators.LockCard | None, *, is_region: bool
) -> tuple[LineCard, int, int]:
    rows = list(line.fields.all())
    computed = beside.computed if beside else line.computed
    filled = filled_of(facts_of(line, rows, computed))
    is_own = not is_region or line.told_by_id is not None
    card = LineCard(
        id=line.pk,
        kind=LineKind.of(line.kind),
        title=line.title,
        chapter=line.chapter,
        unit=line.unit,
        adds_up=line.adds_up,
        is_stock=not line.adds_up and line.indicator is not None and line.indicator.kind == TargetKind.LEVEL,
        leads=line.leads,
        is_behind=line.is_behind,
        last=beside.last if beside else line.last,
        last_period=beside.last_period if beside else line.last_period,
        computed=computed,
        public_id=(line.target or line.task).public_id,  # type: ignore[union-attr]  # the table holds one of the two
        fields={row.name: field_card(row, filled.missing, row.questions.all()) for row in rows},
        indicator_code=line.indicator.code if line.indicator else "",
        told_by=(line.told_by.short_name or line.told_by.name) if line.told_by else "",
        is_own=is_own,
        lock=lock,
    )
    return card, filled.asked, filled.filled


def return_page(actor: Actor, public_id: UUID | str, on: date) -> ReturnPage:
    """One return that the actor sees; the same number of queries for 2 lines and for 40. Raises ReturnNotFound."""
    answer = get_return(actor, public_id)
    lines, period = lines_of(answer), Period(answer.round.starts_on, answer.round.ends_on)
    state, round_state = ReturnState.of(answer.state), RoundState.of(answer.round.state)
    is_settled = state is ReturnState.APPROVED
    known = {} if is_settled else beside_lines(answer, lines)
    ids = [line.indicator_id for line in lines if line.indicator_id]
    unit, is_region = answer.unit, answer.unit is None
    locks = indicators.locks_of(unit.pk, answer.region_id, ids, period) if ids and unit else {}
    made = [
        _line(line, known.get(line.target_id or 0), locks.get(line.indicator_id or 0), is_region=is_region)
        for line in lines
    ]
    cards = [card for card, _, _ in made]
    may_except = is_settled and not is_region and actor.may(Power.DISPATCH, answer.region.path)
    own = own_round(answer) if is_region else None
    is_open = round_state is RoundState.OPEN and not is_settled
    members = regions.members_of(actor, answer.region.code, on) if may_except else []
    return ReturnPage(
        public_id=answer.public_id,
        round_id=answer.round.public_id,
        title=answer.round.title,
        note=answer.round.note,
        kind=RoundKind.of(answer.round.kind),
        period=period,
        region_code=answer.region.code,
        region_name=answer.region.name,
        unit=answerer(answer),
        is_region=is_region,
        asker=answer.round.region.name,
        own_round=own,
        may_open_own=is_region and own is None and is_open and answer.region.path in actor.paths(Power.DISPATCH),
        state=state,
        round_state=round_state,
        due_on=answer.round.due_on,
        days_left=days_left(answer.round.due_on, on),
        asked=sum(asked for _, asked, _ in made),
        filled=sum(filled for _, _, filled in made),
        sent_back=answer.sent_back,
        submitted_by=answer.submitted_by.name if answer.submitted_by else "",
        submitted_at=answer.submitted_at,
        approved_by=answer.approved_by.name if answer.approved_by else "",
        approved_at=answer.approved_at,
        targets=[card for card in cards if card.kind is LineKind.TARGET],
        tasks=[card for card in cards if card.kind is LineKind.TASK],
        verbs=verbs_of(actor, answer),
        is_own=actor.account_id is not None and answer.submitted_by_id == actor.account_id,
        may_except=may_except,
        people=[(str(one.account_id), one.person) for one in members if unit and one.unit_name == unit.name],
        history=entries_of(("progress.return", str(answer.pk))),
    )


def answerer(answer: Return) -> str:
    """Who answers: the unit, or the region below."""
    of = answer.unit or answer.region
    return getattr(of, "short_name", "") or of.name


def verbs_of(actor: Actor, answer: Return) -> frozenset[ReturnVerb]:
    """What the actor may do with a return now; who submitted it decides nothing about it."""
    if answer.round.state != RoundState.OPEN:
        return frozenset()
    moves = [move_of(ReturnState.of(answer.state), verb) for verb in ReturnVerb]
    is_own = actor.account_id is not None and answer.submitted_by_id == actor.account_id
    return frozenset(
        move.verb
        for move in moves
        if move
        and actor.may(move.power, *power_place(answer, move.power))
        and not (is_own and move.power is Power.APPROVE)
    )


@dataclass(frozen=True, slots=True)
class LineNow:
    """The fields of one line as they stand, and how far its return is: what is shown anew after a field is saved."""

    return_id: UUID
    state: ReturnState
    asked: int
    filled: int
    fields: tuple[FieldCard, ...]
    open_questions: int
    verbs: frozenset[ReturnVerb]


def line_now(actor: Actor, field_id: UUID | str) -> LineNow:
    """The line of a field that the actor sees. Raises ReturnNotFound."""
    field = get_field(actor, field_id)
    answer = get_return(actor, field.line.answer.public_id)
    questions = ReturnQuestion.objects.select_related("asked_by", "answered_by").order_by("pk")
    fields = ReturnField.objects.filter(line=field.line_id).select_related("changed_by").order_by("pk")
    rows = list(fields.prefetch_related(Prefetch("questions", queryset=questions)))
    missing = filled_of(facts_of(field.line, rows, field.line.computed)).missing
    return LineNow(
        return_id=answer.public_id,
        state=ReturnState.of(answer.state),
        asked=answer.asked,
        filled=answer.filled,
        fields=tuple(field_card(row, missing, row.questions.all()) for row in rows),
        open_questions=ReturnQuestion.objects.filter(answer_to=answer.pk, answered_at__isnull=True).count(),
        verbs=verbs_of(actor, answer),
    )
