"""All that the units and regions of a round answered, line by line, for whoever sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from liangxin.domains.progress.access import get_round, visible_returns
from liangxin.domains.progress.models import ReturnField, ReturnLine
from liangxin.domains.progress.queries.returns import answerer
from liangxin.domains.progress.terms import FieldName, LineKind, ReturnState, TaskState
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line of a return with what stands in its fields; a figure that nobody told is None."""

    return_id: UUID
    unit: str
    kind: LineKind
    title: str
    chapter: str
    measured: str
    figure: Decimal | None
    to_date: Decimal | None
    computed: Decimal | None
    note: str
    task_state: TaskState | None
    text: str
    risks: str
    next_step: str
    return_state: ReturnState


def answers_listed(actor: Actor, round_id: UUID | str) -> QuerySet[ReturnLine]:
    """The rows of a round's answers, for `answer_lines`. Raises RoundNotFound."""
    row = get_round(actor, round_id)
    rows = ReturnLine.objects.filter(answer__round=row.pk, answer__in=visible_returns(actor))
    fields = ReturnField.objects.filter(line=OuterRef("pk"))
    said = {f"said_{name.value}": Subquery(fields.filter(name=name.value).values("value")[:1]) for name in FieldName}
    who = Coalesce(F("answer__unit__name"), F("answer__below__name"))
    return rows.select_related("answer__unit", "answer__region").annotate(who=who, **said)


def answer_lines(rows: Iterable[ReturnLine]) -> list[AnswerLine]:
    """Cards of rows of `answers_listed`."""
    return [_card(row) for row in rows]


def _card(row: ReturnLine) -> AnswerLine:
    said = {name: getattr(row, f"said_{name.value}") or "" for name in FieldName}
    state = said[FieldName.STATE]
    return AnswerLine(
        return_id=row.answer.public_id,
        unit=answerer(row.answer),
        kind=LineKind.of(row.kind),
        title=row.title,
        chapter=row.chapter,
        measured=row.unit,
        figure=_number(said[FieldName.FIGURE]),
        to_date=_number(said[FieldName.TO_DATE]),
        computed=row.computed,
        note=said[FieldName.NOTE],
        task_state=TaskState.of(state) if state else None,
        text=said[FieldName.TEXT],
        risks=said[FieldName.RISKS],
        next_step=said[FieldName.NEXT_STEP],
        return_state=ReturnState.of(row.answer.state),
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
