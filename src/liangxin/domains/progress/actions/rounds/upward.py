"""What a region owes the level above: its own round is tied to it, what was approved is brought into it.

The figures are those on file, as the units told them; texts of several units are joined under each task. What a person
has typed there is left alone. The return above is held while it is written, as by whoever closes its round.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.rounds.holding import count_line, count_return, moved
from liangxin.domains.progress.actions.rounds.making import kept, plainly
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, Round
from liangxin.domains.progress.queries.returns import beside_lines, lines_of
from liangxin.domains.progress.queries.round_material import Beside
from liangxin.domains.progress.rules.returns import move_of
from liangxin.domains.progress.rules.upward import UnitSaid, joined
from liangxin.domains.progress.terms import FieldName, LineKind, ReturnState, ReturnVerb, RoundState


def link_above(row: Round, owed: Return | None, on: date) -> None:
    """Tie a new round to what its region owes the level above for the period. Raises DueAfterAbove."""
    if owed is None:
        return
    if row.due_on > max(owed.round.due_on, on):
        raise errors.DueAfterAbove(field="due_on", due=row.due_on, above=owed.round.due_on, title=owed.round.title)
    row.above = owed
    row.save(update_fields=["above"])


def link_below(row: Round) -> None:
    """Tie rounds that regions below have opened before for the same period, and take over what is approved there."""
    owed = {one.below_id: one for one in Return.objects.filter(round=row.pk, below__isnull=False)}
    mine = Round.objects.filter(region__in=owed, kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on)
    for below in mine.filter(above__isnull=True).exclude(pk=row.pk).order_by("pk"):
        below.above = owed[below.region_id]
        below.save(update_fields=["above"])
        take_over(below.above_id)


def take_over(return_id: int | None) -> None:
    """Bring what was approved below into what a region owes; nothing where its round or its state takes nothing."""
    if return_id is None:
        return
    rows = Return.objects.select_for_update(of=("self",)).select_related("round", "region", "unit")
    answer = rows.get(pk=return_id)
    answer.round.refresh_from_db(fields=["state"])  # read again now that the return is held: closing holds it too
    takes = answer.round.state == RoundState.OPEN and move_of(ReturnState.of(answer.state), ReturnVerb.FILL) is not None
    if not takes or answer.below_id is None:
        return
    lines = lines_of(answer)
    known = beside_lines(answer, lines)
    said = _said_below(answer)
    touched = [
        line for line in lines if _brought(line, known.get(line.target_id or 0), said.get(line.task_id or 0, []))
    ]
    for line in touched:
        count_line(line)
    if touched:
        count_return(answer)
        answer.state = moved(answer, ReturnVerb.FILL).target.value
        answer.save(update_fields=["state", "asked", "filled"])


def take_over_all(row: Round) -> None:
    """The same for all regions that owe something in a round."""
    for pk in Return.objects.filter(round=row.pk, below__isnull=False).order_by("pk").values_list("pk", flat=True):
        take_over(pk)


def _brought(line: ReturnLine, beside: Beside | None, said: Iterable[UnitSaid]) -> bool:
    """Write what is known into the fields of a line that no person has typed in; whether anything changed."""
    found: dict[FieldName, str] = {}
    if beside is not None:
        found = {FieldName.FIGURE: plainly(beside.told), FieldName.TO_DATE: plainly(beside.told_to_date)}
    elif line.kind == LineKind.TASK and said:
        found = joined(said)
    changed = [
        row
        for row in line.fields.all()
        if row.changed_by_id is None and (value := found.get(FieldName.of(row.name), "")) and _put(row, value)
    ]
    ReturnField.objects.bulk_update(changed, ["value", "version", "is_prefilled", "doubts", "assurance", "changed_at"])
    if beside is not None and (line.computed, line.last) != (kept(beside.computed), kept(beside.last)):
        line.computed, line.last, line.last_period = kept(beside.computed), kept(beside.last), beside.last_period
        line.save(update_fields=["computed", "last", "last_period"])
        return True
    return bool(changed)


def _put(row: ReturnField, value: str) -> bool:
    if row.value == value and not row.is_prefilled:
        return False
    row.value, row.is_prefilled, row.doubts, row.assurance = value, False, [], ""
    row.version += 1
    row.changed_at = timezone.now()
    return True


def _said_below(answer: Return) -> dict[int, list[UnitSaid]]:
    """What units said of tasks in approved returns of the region's own rounds, by task."""
    rows = ReturnLine.objects.filter(
        answer__round__above=answer.pk, answer__state=ReturnState.APPROVED.value, kind=LineKind.TASK.value
    )
    found: dict[int, list[UnitSaid]] = {}
    for line in (
        rows.select_related("answer__unit", "answer__below").prefetch_related("fields").order_by("answer", "place")
    ):
        of = line.answer.unit or line.answer.below
        name = (getattr(of, "short_name", "") or of.name) if of else ""
        values = {FieldName.of(row.name): row.value for row in line.fields.all()}
        found.setdefault(line.task_id or 0, []).append(UnitSaid(name, line.leads, values))
    return found
