"""Whether the regions below add up to what the plan above promises: shares handed down, or their own promises.

A total is told with its coverage. A region that has not spoken is not a region that promises nothing: as long as one
is silent a total is never called short, only incomplete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from liangxin.domains.plans.rules.comparing import (
    ABOUT_WITHIN,
    Answer,
    Compared,
    blocked_answer,
    is_summed,
    set_against,
)
from liangxin.domains.plans.rules.families import Measured, Spoken, Voice
from liangxin.domains.plans.rules.notes import Coverage, Note, NoteKind, Obstacle, SumBasis
from liangxin.domains.plans.rules.promises import Promise, amount, size_in
from liangxin.domains.plans.rules.side_by_side import RowKey, SideBySide, distinct_asks
from liangxin.engines.reader.findings import Comparator

Parts = Mapping[str, tuple[Fraction, bool]]  # by region: the size, and whether it is hedged


def sum_notes(table: SideBySide, regions_below: Mapping[str, Sequence[str]]) -> Iterator[Note]:
    """Notes on every figure that regions reach together; of a plan whose regions below are not known, none."""
    answering: dict[str, dict[str, list[Voice]]] = defaultdict(lambda: defaultdict(list))
    for link in table.kin.links:
        answering[link.asking.id][link.voice.region_code].append(link.voice)
    for plan in table.kin.plans:
        below = regions_below.get(plan.id) or regions_below.get(table.kin.voice_of[plan.id].plans[0].id, ())
        for key, asks in table.spoken.get(plan.id, {}).items() if below else ():
            summed = [one for one in asks if is_summed(one.promise, table.rows[key].measured)]
            for asked in distinct_asks(summed, table):
                yield from _notes_on(asked, key, table, below, answering[plan.id])


def _notes_on(
    asked: Spoken, key: RowKey, table: SideBySide, below: Sequence[str], voices: Mapping[str, Sequence[Voice]]
) -> Iterator[Note]:
    shares = table.shares_of(asked)
    row = table.rows[key]
    blank = Note(NoteKind.SUM_INCOMPLETE, asked.plan.id, None, row.indicator, row.name, asked.promise)
    if shares:
        handed = {
            region: replace(asked.promise, value=share.value, unit=share.unit) for region, share in shares.items()
        }
        judged = {region: set_against(asked.promise, share, None) for region, share in handed.items()}
        parts = {region: (each.given, False) for region, each in judged.items() if isinstance(each, Compared)}
        for region in sorted(shares.keys() - parts.keys()):
            unlike = replace(blank, kind=NoteKind.NOT_COMPARABLE_UNIT, share=shares[region], obstacle=Obstacle.UNIT)
            yield unlike
        expected = dict.fromkeys([*below, *sorted(shares)])
        yield from _judge(replace(blank, basis=SumBasis.SHARES), parts, expected)
    elif voices:
        own: dict[str, tuple[Fraction, bool]] = {}
        for region in below:
            answer = _part_of(asked.promise, table.pool(voices.get(region, ()), key), row.measured)
            if isinstance(answer, Answer):
                yield _blocked_note(blank, answer)
            elif answer:
                own[region] = answer
        yield from _judge(replace(blank, basis=SumBasis.PROMISES), own, dict.fromkeys(below))


def _blocked_note(blank: Note, answer: Answer) -> Note:
    given = answer.spoken
    return replace(
        blank,
        kind=answer.kind,
        lower_plan=given.plan.id,
        given=given.promise,
        obstacle=answer.obstacle,
        is_hedged=given.promise.hedged,
    )


def _part_of(
    asked: Promise, pool: Sequence[Spoken], measured: Measured | None
) -> tuple[Fraction, bool] | Answer | None:
    """A region's own part: its general plan's figure for that year, else the largest of its sector plans.

    An `Answer` where it speaks of the indicator but nothing of it can be added; None where it has not spoken.
    """
    blocked: list[tuple[Spoken, Obstacle]] = []
    found: list[tuple[Spoken, Compared]] = []
    for spoken in pool:
        outcome = set_against(asked, spoken.promise, measured)
        if isinstance(outcome, Obstacle):
            blocked.append((spoken, outcome))
        else:
            found.append((spoken, outcome))
    if blocked and not found:
        return blocked_answer(asked, blocked)
    due = _of_the_year(asked.deadline, found)
    if not due:
        return None
    general = [each for each in due if not each[0].plan.is_sector]
    spoken, best = max(general or due, key=lambda each: each[1].given)
    return best.given, spoken.promise.hedged


def _of_the_year(year: int | None, found: Sequence[tuple[Spoken, Compared]]) -> Sequence[tuple[Spoken, Compared]]:
    """Those for the year asked, else those without a year; an undated question takes the last year promised."""
    exact = [each for each in found if each[0].promise.deadline == year]
    if exact:
        return exact
    undated = [each for each in found if each[0].promise.deadline is None]
    if undated or year is not None:
        return undated
    last = max((each[0].promise.deadline or 0 for each in found), default=None)
    return [each for each in found if each[0].promise.deadline == last]


def _judge(blank: Note, parts: Parts, expected: Iterable[str]) -> Iterator[Note]:
    """The note on a total, if there is anything to say."""
    asked = blank.asked
    if asked is None or asked.value is None:
        return
    regions = tuple(expected)
    coverage = Coverage(len(parts), len(regions), tuple(region for region in regions if region not in parts))
    whole = amount(asked.value, asked.unit).size
    total = sum((size for size, _ in parts.values()), Fraction(0))
    kind = _kind_of(asked.comparator, whole, total, coverage)
    if kind:
        yield replace(
            blank,
            kind=kind,
            asked_value=size_in(whole, asked.unit),
            given_value=size_in(total, asked.unit) if parts else None,
            unit=asked.unit,
            coverage=coverage,
            is_hedged=any(hedged for _, hedged in parts.values()),
        )


def _kind_of(comparator: Comparator, whole: Fraction, total: Fraction, coverage: Coverage) -> NoteKind | None:
    slack = abs(whole) * ABOUT_WITHIN if comparator is Comparator.ABOUT else 0
    if coverage.spoken and total > whole + slack:
        return NoteKind.SUM_OVER  # those who are silent can only add to it
    if not coverage.is_complete:
        return NoteKind.SUM_INCOMPLETE
    is_short = total < whole - slack and comparator is not Comparator.AT_MOST
    return NoteKind.SUM_SHORT if is_short else None
