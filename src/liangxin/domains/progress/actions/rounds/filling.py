"""Filling in: each field is saved by itself with its own clock; figures are looked at while they are typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Origin
from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_field, get_question
from liangxin.domains.progress.actions.rounds.holding import count_line, count_return, held, moved, subject_of
from liangxin.domains.progress.actions.rounds.making import kept, plainly
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, ReturnQuestion
from liangxin.domains.progress.queries.returns import FieldCard, beside_lines, field_card
from liangxin.domains.progress.queries.round_material import Beside
from liangxin.domains.progress.rules.returns import decide_write, differ, doubts_beside, is_sum_doubtful, number_typed
from liangxin.domains.progress.terms import (
    ANSWER_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    Deed,
    FieldName,
    FigureDoubt,
    ReturnVerb,
    TaskState,
    WriteOutcome,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of what was typed: the field as it stands now, and others of its line that changed with it."""

    outcome: WriteOutcome
    field: FieldCard
    typed: str
    others: tuple[FieldCard, ...] = ()


def save_field(actor: Actor, public_id: UUID | str, typed: str, seen: int, on: date | None = None) -> Saved:
    """Save one field over the version that was seen; where another changed it since, nothing is lost and it is told.

    Raises NumberUnreadable, FieldTooLong, FieldNeeded, RoundClosed, ReturnStateUnfit, ReturnNotFound, NotAllowed.
    """
    with transaction.atomic():
        known = get_field(actor, public_id)
        answer = held(actor, known.line.answer_id, ReturnVerb.FILL, typed)
        row = (
            ReturnField.objects.select_for_update(of=("self",))
            .select_related("line__indicator", "line__told_by", "changed_by")
            .get(pk=known.pk)
        )
        value = tidied(FieldName.of(row.name), typed)
        outcome = decide_write(row.version, row.value, seen, value)
        if outcome is WriteOutcome.CONFLICT or (outcome is WriteOutcome.SAME and not row.is_prefilled):
            return Saved(outcome, field_card(row), typed)
        before = row.value
        put(row, value, actor.account_id)
        row.save()
        others = look(actor, answer, row, on or timezone.localdate()) if FieldName.of(row.name).is_number else []
        _settle(answer, row.line)
        after = {"field": row.name, "line": row.line.title[:80], "value": row.value}
        record(actor, Deed.FIELD_FILLED, subject_of(answer), region_path=answer.region.path,
               before={"value": before}, after=after)  # fmt: skip
        fresh = ReturnField.objects.select_related("changed_by").get(pk=row.pk)
    return Saved(WriteOutcome.SAVED, field_card(fresh), typed, tuple(field_card(each) for each in others))


def tidied(name: FieldName, typed: str) -> str:
    """What was typed, as the field keeps it. Raises NumberUnreadable, FieldTooLong, FieldNeeded."""
    if name.is_number:
        return number_typed(typed)
    text = typed.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > TEXT_LIMIT:
        raise errors.FieldTooLong(field="value", what=name, limit=TEXT_LIMIT)
    if name is FieldName.STATE and text and text not in set(TaskState):
        raise errors.FieldNeeded(field="value", what=name)
    return text


def put(row: ReturnField, value: str, by: int | None, *, prefilled: bool = False) -> None:
    """Change a field; its doubts and the word about them go with what it said."""
    if value != row.value:
        row.assurance, row.doubts = "", []
    row.value, row.is_prefilled = value, prefilled
    row.version += 1
    row.changed_by_id, row.changed_at = by, timezone.now()


def _settle(answer: Return, line: ReturnLine) -> None:
    """Count what is filled, and move the return on accordingly."""
    count_line(line)
    count_return(answer)
    answer.state = moved(answer, ReturnVerb.FILL).target.value
    answer.save(update_fields=["state", "asked", "filled"])


def look(
    actor: Actor, answer: Return, changed: ReturnField, on: date, known: Beside | None = None
) -> list[ReturnField]:
    """Look at the figures of a line: doubts of both, and what the year comes to where a person has not said it."""
    line = changed.line
    beside = known or beside_lines(answer, [line]).get(line.target_id or 0) or Beside(adds_up=line.adds_up)
    line.computed, line.last, line.last_period = kept(beside.computed), kept(beside.last), beside.last_period
    line.save(update_fields=["computed", "last", "last_period"])
    _require_unsettled(answer, changed, beside)
    fields = {
        FieldName.of(row.name): row for row in ReturnField.objects.filter(line=line.pk).select_for_update(of=("self",))
    }
    fields[FieldName.of(changed.name)] = changed
    figure, to_date = fields[FieldName.FIGURE], fields.get(FieldName.TO_DATE)
    others = []
    if to_date is not None and changed is figure and (to_date.is_prefilled or not to_date.value):
        summed = beside.earlier + Decimal(figure.value) if figure.value and beside.earlier is not None else None
        proposed = "" if summed is None else f"{summed.normalize():f}"
        if proposed != to_date.value:
            put(to_date, proposed, None, prefilled=bool(proposed))
            others.append(to_date)
    for row in [figure, *([to_date] if to_date else [])]:
        found = doubts_about(actor, answer, line, fields, FieldName.of(row.name), beside, on)
        if found != row.doubts:
            row.assurance = row.assurance if set(found) <= set(row.doubts) else ""
            row.doubts = found
            others += [] if row is changed or row in others else [row]
        row.save()
    return others


def _require_unsettled(answer: Return, changed: ReturnField, beside: Beside) -> None:
    """What a region's units have told is not told otherwise by its office. Raises SettledBelow."""
    told = beside.told if changed.name == FieldName.FIGURE else beside.told_to_date
    if answer.unit_id is None and told is not None and changed.value and Decimal(changed.value) != told:
        raise errors.SettledBelow(field="value", told=plainly(told))


def doubts_about(
    actor: Actor,
    answer: Return,
    line: ReturnLine,
    fields: dict[FieldName, ReturnField],
    name: FieldName,
    beside: Beside,
    on: date,
) -> list[str]:
    """What looks wrong about a figure of a line: by the checks of indicators, its history, the records, its sum."""
    text = fields[name].value
    if not text or line.indicator is None:
        return []
    value = Decimal(text)
    found = [doubt.value for doubt in indicators.doubts_about(actor, draft_of(answer, line, name, value), on)]
    if name is FieldName.FIGURE:
        return found + [doubt.value for doubt in doubts_beside(value, beside.history, beside.computed)]
    figure = fields[FieldName.FIGURE].value
    if figure and is_sum_doubtful(value, Decimal(figure), beside.earlier):
        found.append(FigureDoubt.SUM_DIFFERS.value)
    return found


def draft_of(
    answer: Return, line: ReturnLine, name: FieldName, value: Decimal, reason: str = "", office: UUID | None = None
) -> indicators.ObservationDraft:
    """A figure of a return as an observation; of a region's, as told by its unit, else by the office's."""
    teller = answer.unit or line.told_by
    form = Form.TO_DATE if name is FieldName.TO_DATE else Form.FLOW if line.adds_up else Form.STOCK
    return indicators.ObservationDraft(
        indicator_code=line.indicator.code if line.indicator else "",
        region_code=answer.region.code,
        period=Period(answer.round.starts_on, answer.round.ends_on),
        value=value,
        form=form,
        origin=Origin.REPORTED,
        unit_id=teller.public_id if teller else office,
        reason=reason,
        source=answer.round.title,
        unit=line.unit,
    )


def assure_field(actor: Actor, public_id: UUID | str, reason: str, seen: int) -> FieldCard:
    """Say why a figure that looks wrong is right; the word stays with it. Raises FieldNeeded, FieldTooLong,
    NothingToAssure, RoundClosed, ReturnStateUnfit, ReturnNotFound, NotAllowed.
    """
    with transaction.atomic():
        known = get_field(actor, public_id)
        answer = held(actor, known.line.answer_id, ReturnVerb.FILL, reason)
        words = words_of(reason, "核实说明", REASON_LIMIT, "assurance")
        row = ReturnField.objects.select_for_update(of=("self",)).select_related("line").get(pk=known.pk)
        if not row.doubts or row.version != seen:
            raise errors.NothingToAssure(field="assurance")
        row.assurance = words
        row.save(update_fields=["assurance"])
        _settle(answer, row.line)
        after = {"field": row.name, "value": row.value, "doubts": row.doubts}
        path = answer.region.path
        record(actor, Deed.FIELD_ASSURED, subject_of(answer), region_path=path, reason=words, after=after)
    return field_card(ReturnField.objects.select_related("changed_by").get(pk=row.pk))


def answer_question(actor: Actor, public_id: UUID | str, words: str) -> UUID:
    """Answer a question at its field; returns the field. Raises FieldNeeded, FieldTooLong, QuestionNotFound, …"""
    with transaction.atomic():
        known = get_question(actor, public_id)
        answer = held(actor, known.answer_to_id, ReturnVerb.ANSWER, words)
        said = words_of(words, "答复", ANSWER_LIMIT, "answer")
        row = ReturnQuestion.objects.select_for_update(of=("self",)).select_related("field").get(pk=known.pk)
        if row.answer:
            raise errors.QuestionNotFound
        row.answer, row.answered_by_id, row.answered_at = said, actor.account_id, timezone.now()
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        after = {"question": row.text, "answer": said}
        record(actor, Deed.QUESTION_ANSWERED, subject_of(answer), region_path=answer.region.path, after=after)
        return row.field.public_id


def words_of(text: str, what: str, limit: int, field: str) -> str:
    """What somebody wrote, neither empty nor too long. Raises FieldNeeded, FieldTooLong."""
    words = text.strip()
    if not words:
        raise errors.FieldNeeded(field=field, what=what)
    if len(words) > limit:
        raise errors.FieldTooLong(field=field, what=what, limit=limit)
    return words


def look_again(answer: Return, lines: Iterable[ReturnLine]) -> None:
    """What records say may have changed since a figure was typed: contradictions and counts, before it is submitted."""
    rows = list(lines)
    known = beside_lines(answer, rows)
    for line in rows:
        beside = known.get(line.target_id or 0)
        if beside is None or kept(beside.computed) == line.computed:
            continue
        line.computed = kept(beside.computed)
        line.save(update_fields=["computed"])
        for row in line.fields.all():
            if row.name == FieldName.FIGURE and row.value:
                against = beside.computed is not None and differ(Decimal(row.value), beside.computed)
                others = [doubt for doubt in row.doubts if doubt != FigureDoubt.CONTRADICTS]
                row.doubts = others + ([FigureDoubt.CONTRADICTS.value] if against else [])
                row.save(update_fields=["doubts"])
        count_line(line)
    count_return(answer)
