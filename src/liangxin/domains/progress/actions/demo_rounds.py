"""A year of the demo county's rounds, and the open ones of the county and its city; in bulk, from the made-up history.

The figures are those that the history told, nothing is recorded anew; only the last month that is closed is locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Origin
from liangxin.domains.progress.actions.demo_lines import Place, lines_of_unit, of_county, sums, target_line
from liangxin.domains.progress.actions.rounds.making import Pair
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, ReturnQuestion, Round
from liangxin.domains.progress.queries.returns import facts_of
from liangxin.domains.progress.rules.history.answers import (
    ANSWER,
    OPEN_QUESTION,
    QUESTION,
    answered,
    open_state,
)
from liangxin.domains.progress.rules.history.figures import SeriesDraft
from liangxin.domains.progress.rules.returns import filled_of
from liangxin.domains.progress.rules.rounds import last_ended, period_at
from liangxin.domains.progress.terms import ReturnState, RoundKind, RoundState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Account, Actor
from liangxin.kernel.period import Period

_MONTHS, _QUARTERS, _DUE_DAY = 12, 2, 8
_CLERKS: Final = {"商务": "li", "工业和信息化": "heping", "住房和城乡建设": "mayuan", "农业农村": "tangli"}
_DONE: Final = (ReturnState.SUBMITTED, ReturnState.APPROVED)


@dataclass
class _Made:
    """Rows to be written together."""

    rounds: list[Round] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    lines: list[ReturnLine] = field(default_factory=list)
    fields: list[ReturnField] = field(default_factory=list)
    questions: list[ReturnQuestion] = field(default_factory=list)
    owed: dict[int, Return] = field(default_factory=dict)  # what a round's region owes above
    moments: dict[int, datetime] = field(default_factory=dict)  # of rows that the database dates when they are written

    def written(self) -> None:
        """Write all, then what the database would not take at once."""
        Round.objects.bulk_create(self.rounds)
        Return.objects.bulk_create(self.returns)
        ReturnLine.objects.bulk_create(self.lines, batch_size=2000)
        ReturnField.objects.bulk_create(self.fields, batch_size=4000)
        ReturnQuestion.objects.bulk_create(self.questions)
        for row in self.rounds:
            row.opened_at, row.above = self.moments[id(row)], self.owed.get(id(row))
        for question in self.questions:
            question.asked_at = self.moments[id(question)]
        Round.objects.bulk_update(self.rounds, ["opened_at", "above"])
        ReturnQuestion.objects.bulk_update(self.questions, ["asked_at"])


def load_demo_rounds(office: Actor, history: Iterable[SeriesDraft], county: str, city: str) -> None:
    """Rounds of the county's last year with their returns, the open one, and the city's that asks its counties."""
    today, made = timezone.localdate(), _Made()
    people = {one.username: one.pk for one in Account.objects.all()}
    given = list(history)
    place, above = Place.of(county, given, today), Place.of(city, (), today)
    last = last_ended(RoundKind.MONTHLY, today)
    months = [_months_back(last, back) for back in range(_MONTHS, 0, -1)]
    with transaction.atomic():
        for number, month in enumerate(months):
            _past(made, place, people, number, RoundKind.MONTHLY, month)
        for number in range(_QUARTERS):
            quarter = period_at(RoundKind.QUARTERLY, _months_back(last, 3 * (number + 1)).start)
            _past(made, place, people, number + 1, RoundKind.QUARTERLY, quarter)
        _past(made, place, people, 3, RoundKind.AD_HOC, months[-3], title="促销活动安排专项调度", only=("商务", "财政"))
        owed = _city(made, above, place, people, last)
        _open(made, place, people, last, owed)
        made.written()
        _lock(office, place, months[-1], [one for one in made.returns if one.round.title == f"{months[-1]}调度"])


def _months_back(period: Period, back: int) -> Period:
    number = period.start.year * 12 + period.start.month - 1 - back
    return Period.month(number // 12, number % 12 + 1)


def _due(period: Period) -> date:
    """The eighth of the month after, or the Monday after it."""
    return _weekday(date(period.end.year, period.end.month, _DUE_DAY))


def _weekday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _round(
    made: _Made, place: Place, people: Mapping[str, int], kind: RoundKind, period: Period, title: str, by: str
) -> Round:
    row = Round(
        region_id=place.region.id,
        kind=kind.value,
        title=title,
        starts_on=period.start,
        ends_on=period.end,
        due_on=_due(period),
        asks_targets=kind is RoundKind.MONTHLY,
        opened_by_id=people[by],
    )
    made.rounds.append(row)
    made.moments[id(row)] = _at(period.end, 9)
    return row


def _past(
    made: _Made,
    place: Place,
    people: Mapping[str, int],
    number: int,
    kind: RoundKind,
    period: Period,
    *,
    title: str = "",
    only: Sequence[str] = (),
) -> None:
    row = _round(made, place, people, kind, period, title or f"{period}调度", "linqiu")
    closed = min(row.due_on + timedelta(days=7), place.today)
    row.state, row.closed_at, row.closed_by_id = RoundState.CLOSED.value, _at(closed, 17), people["linqiu"]
    for turn, unit in enumerate(sorted(place.units)):
        name = place.units[unit].name
        if only and not any(words in name for words in only):
            continue
        did = answered(number, turn, 3)
        answer = Return(round=row, region_id=place.region.id, unit_id=unit)
        lines = lines_of_unit(place, answer, period, filled=not did.is_missing)
        if not lines:
            continue
        day = min(max(row.due_on + timedelta(days=did.days), period.end), closed)
        clerk = _clerk(name, people)
        if did.is_missing:
            answer.state = ReturnState.NOT_STARTED.value
        else:
            answer.state, answer.submitted_by_id = ReturnState.APPROVED.value, clerk
            answer.first_submitted_at = answer.submitted_at = _at(day, 10, 5 * turn % 60)
            answer.approved_by_id, answer.approved_at = people["shenyan"], _at(min(day + timedelta(days=1), closed), 15)
            _stamp(lines, clerk, _at(day, 9))
        if did.sent_back and not did.is_missing:
            answer.sent_back = 1
            _ask(made, answer, lines, people["linqiu"], _at(day, 11), QUESTION, (ANSWER, clerk))
        _keep(made, answer, lines)


def _open(made: _Made, place: Place, people: Mapping[str, int], period: Period, owed: Return | None) -> None:
    """The round of the month that is over: each account of the demo has something real to do in it."""
    row = _round(made, place, people, RoundKind.MONTHLY, period, f"{period}调度", "linqiu")
    if owed is not None:
        made.owed[id(row)] = owed
    row.due_on = max(row.due_on, _weekday(place.today + timedelta(days=2)))
    for turn, unit in enumerate(sorted(place.units)):
        name = place.units[unit].name
        state = open_state(name)
        answer = Return(round=row, region_id=place.region.id, unit_id=unit, state=state.value)
        part = {ReturnState.NOT_STARTED: 0, ReturnState.ENTERED: 2}.get(state)
        lines = lines_of_unit(place, answer, period, filled=True, only_first=part)
        if not lines:
            continue
        clerk, at = _clerk(name, people), _at(place.today, 8, 3 * turn % 60) - timedelta(days=1)
        _stamp(lines, clerk, at)
        if state in (*_DONE, ReturnState.SENT_BACK):
            answer.submitted_by_id, answer.first_submitted_at, answer.submitted_at = clerk, at, at
        if state is ReturnState.APPROVED:
            answer.approved_by_id, answer.approved_at = people["shenyan"], at + timedelta(hours=5)
        if state is ReturnState.SENT_BACK:
            answer.sent_back = 1
            _ask(made, answer, lines, people["linqiu"], at + timedelta(hours=2), OPEN_QUESTION, None)
        _keep(made, answer, lines)


def _city(made: _Made, above: Place, county: Place, people: Mapping[str, int], period: Period) -> Return | None:
    """The city's round for the month: its own units, and both counties; returns what our county owes."""
    row = _round(made, above, people, RoundKind.MONTHLY, period, f"全市{period}调度", "hanmo")
    row.due_on = _weekday(max(row.due_on, _weekday(county.today + timedelta(days=2))) + timedelta(days=3))
    summed = [one for unit in above.targets.values() for one in unit if sums(above, one)]
    for unit in sorted(above.units):
        answer = Return(round=row, region_id=above.region.id, unit_id=unit)
        _keep(made, answer, lines_of_unit(above, answer, period, filled=False, without=summed))
    codes = regions.divisions_below([above.region.code])[above.region.code]
    owed: Return | None = None
    for card in regions.region_cards(codes).values():
        answer = Return(round=row, region_id=card.id, below_id=card.id)
        lines = of_county(county, answer, period) if card.id == county.region.id else []
        _stamp(lines, None, _at(county.today, 8))
        told = {line.indicator_id for line, _ in lines}
        for one in summed:
            if one.indicator_id not in told:
                lines.append(target_line(above, answer, one, period, len(lines), None, filled=False))
        _keep(made, answer, lines)
        owed = answer if card.id == county.region.id else owed
    return owed


def _stamp(lines: Iterable[Pair], by: int | None, at: datetime) -> None:
    for _, fields in lines:
        for row in fields:
            if row.value:
                row.version, row.changed_by_id, row.changed_at = 1, by, at


def _ask(
    made: _Made,
    answer: Return,
    lines: Sequence[Pair],
    by: int,
    at: datetime,
    text: str,
    said: tuple[str, int | None] | None,
) -> None:
    row = ReturnQuestion(answer_to=answer, field=lines[0][1][0], text=text, asked_by_id=by)
    if said:
        row.answer, row.answered_by_id, row.answered_at = said[0], said[1], at + timedelta(hours=4)
    made.questions.append(row)
    made.moments[id(row)] = at


def _keep(made: _Made, answer: Return, lines: Sequence[Pair]) -> None:
    for line, fields in lines:
        found = filled_of(facts_of(line, fields, line.computed))
        line.asked, line.filled = found.asked, found.filled
        answer.asked, answer.filled = answer.asked + found.asked, answer.filled + found.filled
        made.lines.append(line)
        made.fields += fields
    if lines:
        if answer.state == ReturnState.NOT_STARTED and answer.filled and answer.below_id:
            answer.state = ReturnState.ENTERED.value
        made.returns.append(answer)


def _clerk(unit: str, people: Mapping[str, int]) -> int | None:
    return next((people[username] for words, username in _CLERKS.items() if words in unit), None)


def _lock(office: Actor, place: Place, month: Period, answers: Iterable[Return]) -> None:
    """Settle the figures of the last month that is closed; they are on file as they stand, so nothing is recorded."""
    targets: dict[tuple[str, UUID], indicators.ObservationDraft] = {}
    for answer in answers:
        unit = place.units.get(answer.unit_id or 0)
        if unit is None or answer.state != ReturnState.APPROVED:
            continue
        for target in place.targets.get(unit.id, ()):
            series = place.history.get(target.card.indicator_code)
            value = _on_file(series, month, place.today) if series else None
            if series is not None and value is not None:
                targets[target.card.indicator_code, unit.public_id] = indicators.ObservationDraft(
                    target.card.indicator_code, place.region.code, month, value, Form.of(series.form.value),
                    Origin.REPORTED, unit_id=unit.public_id, unit=series.unit, reason="月调度审定",
                )  # fmt: skip
    indicators.settle_observations(office, targets.values(), source=f"{month}调度")


def _on_file(series: SeriesDraft, month: Period, today: date) -> Decimal | None:
    known = {one.period: one.value for one in series.revisions if one.told_on <= today}
    return known.get(month)
