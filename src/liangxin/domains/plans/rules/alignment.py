"""Plans of a family set against each other: the table of promises, and what the lower ones leave out, lower or delay.

Pure, and about linear in the number of promises. Every note is a proposal; see docs/algorithms/alignment.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from liangxin.domains.plans.rules.comparing import Answer, answer_to, is_asked_of_each, is_directional
from liangxin.domains.plans.rules.families import Link, Measured, PlanInFamily, Share, Spoken, Voice
from liangxin.domains.plans.rules.notes import Coverage, Note, NoteKind, Obstacle, SumBasis
from liangxin.domains.plans.rules.promises import Promise, amount, size_in, stated_figure
from liangxin.domains.plans.rules.side_by_side import (
    WITHOUT_YEAR,
    Row,
    RowKey,
    SideBySide,
    distinct_asks,
    side_by_side,
)
from liangxin.domains.plans.rules.sums import sum_notes

__all__ = [
    "Alignment",
    "Coverage",
    "Measured",
    "Note",
    "NoteKind",
    "Obstacle",
    "PlanInFamily",
    "Promise",
    "Row",
    "Share",
    "SumBasis",
    "align",
]

Units = Mapping[str, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Rows in the catalogue's order, those outside it last; notes in the order of rows, those on units last."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


class _Ask(NamedTuple):
    """A promise above, by which link it asks, and what of it was handed down to the region that answers."""

    link: Link
    spoken: Spoken
    share: Share | None

    @property
    def promise(self) -> Promise:
        """What the region owes: the promise above, or its share of it."""
        if self.share is None:
            return self.spoken.promise
        return replace(self.spoken.promise, value=self.share.value, unit=self.share.unit)


def align(
    plans: Iterable[PlanInFamily],
    promises: Mapping[str, Sequence[Promise]],
    catalogue: Sequence[Measured],
    *,
    shares: Iterable[Share] = (),
    units: Units | None = None,
    regions_below: Mapping[str, Sequence[str]] | None = None,
) -> Alignment:
    """Set plans against each other.

    `promises` by plan: a plan without an entry has not been read, and its silence is not noted; one with an empty entry
    promises nothing. `units` by plan: the subjects of each lead unit. `regions_below` by plan: codes of the regions
    directly below the plan's own. The order of what is given changes nothing, but for the families of `catalogue`.
    Raises ValueError for two shares of one promise for one region.
    """
    table = side_by_side(plans, promises, catalogue, shares)
    links: dict[Voice, list[Link]] = defaultdict(list)
    for link in table.kin.links:
        links[link.voice].append(link)
    notes = _folded([note for voice, asking in links.items() for note in _answers(voice, asking, table)], table)
    notes += sum_notes(table, regions_below or {})
    notes += [note for voice, asking in links.items() for note in _missing_units(voice, asking, units or {})]
    return Alignment(tuple(table.rows.values()), _in_order(notes, table))


def _answers(voice: Voice, links: Sequence[Link], table: SideBySide) -> Iterator[Note]:
    """What the plans above ask of one voice, indicator by indicator."""
    asked: dict[RowKey, list[tuple[Link, Spoken]]] = defaultdict(list)
    for link in links:
        for key, row in table.spoken.get(link.asking.id, {}).items():
            asked[key].extend((link, one) for one in row)
    for key, pairs in asked.items():
        link_of = {one.plan.id: link for link, one in pairs}
        asks = [
            _Ask(link_of[one.plan.id], one, table.share_for(one, voice.region_code))
            for one in distinct_asks((one for _, one in pairs), table, voice.region_code)
        ]
        measured = table.rows[key].measured
        owed = [ask for ask in asks if ask.share or is_asked_of_each(ask.spoken.promise, measured)]
        yield from _answers_on(key, owed, table)


def _answers_on(key: RowKey, owed: Sequence[_Ask], table: SideBySide) -> Iterator[Note]:
    if not owed:
        return
    pool = table.pool([owed[0].link.voice], key)
    if not pool:
        yield from _silence(key, owed, table)
        return
    for ask in owed:
        answer = None if is_directional(ask.promise) else answer_to(ask.promise, pool, table.rows[key].measured)
        if answer:
            yield _note_of(ask, answer, table.rows[key])


def _silence(key: RowKey, owed: Sequence[_Ask], table: SideBySide) -> Iterator[Note]:
    """One note for an indicator that a voice leaves out, with the last figure asked of it."""
    heard = [ask for ask in owed if _may_be_silent(ask.link, table)]
    if not heard:
        return
    ask = max(heard, key=_weight)
    kind = NoteKind.LACKS if key[0] or ask.share else NoteKind.UNMATCHED
    yield _blank(kind, ask, table.rows[key])


def _folded(notes: Sequence[Note], table: SideBySide) -> list[Note]:
    """One note for what stands outside the catalogue above, however many plans below do not use the same words.

    That it is not found there says more about words than about any of the plans.
    """
    heard: dict[str, set[str]] = defaultdict(set)
    for link in table.kin.links:
        if _may_be_silent(link, table):
            heard[link.asking.id].add(link.voice.region_code)
    unmatched: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in notes:
        if note.kind is NoteKind.UNMATCHED:
            unmatched[note.upper_plan, note.name].append(note)
    folded = [note for note in notes if note.kind is not NoteKind.UNMATCHED]
    for (upper, _), alike in unmatched.items():
        silent = {table.kin.voice_of[note.lower_plan].region_code for note in alike if note.lower_plan}
        coverage = Coverage(len(heard[upper] - silent), len(heard[upper]), tuple(sorted(silent)))
        folded.append(replace(alike[0], lower_plan=None, coverage=coverage))
    return folded


def _may_be_silent(link: Link, table: SideBySide) -> bool:
    """Whether silence tells anything: all plans are read, and one of them should speak of all that is asked.

    Sector plans alone answer sector plans; what a general plan asks may stand in a general plan that is not here.
    """
    return table.has_read(link.voice) and (link.voice.general is not None or link.asking.is_sector)


def _weight(ask: _Ask) -> tuple[bool, bool, int]:
    return ask.share is not None, not is_directional(ask.promise), ask.promise.deadline or 0


def _blank(kind: NoteKind, ask: _Ask, row: Row) -> Note:
    """A note with what is asked; what is given is filled in by the answer."""
    value, unit = stated_figure(ask.promise) or (None, "")
    return Note(
        kind,
        ask.link.asking.id,
        ask.link.through.id,
        row.indicator,
        row.name,
        asked=ask.spoken.promise,
        share=ask.share,
        asked_value=None if value is None else size_in(amount(value, unit).size, unit),
        unit=unit,
    )


def _note_of(ask: _Ask, answer: Answer, row: Row) -> Note:
    kind = NoteKind.SHARE_MISSED if ask.share and answer.kind is NoteKind.LOWER else answer.kind
    given, compared = answer.spoken.promise, answer.compared
    note = replace(
        _blank(kind, ask, row),
        lower_plan=answer.spoken.plan.id,
        given=given,
        obstacle=answer.obstacle,
        is_hedged=given.hedged,
    )
    if compared is None:
        return note
    return replace(
        note,
        asked_value=size_in(compared.asked, note.unit),
        given_value=size_in(compared.given, note.unit),
        years=compared.years,
    )


def _missing_units(voice: Voice, links: Sequence[Link], units: Units) -> Iterator[Note]:
    """Lead units above with a subject that no lead unit of the voice has; a voice without known units is not asked."""
    covered = {subject for plan in voice.plans for subjects in units.get(plan.id, {}).values() for subject in subjects}
    noted: set[frozenset[str]] = set()
    for link in links if covered else ():
        if voice.general is None and not link.asking.is_sector:
            continue
        for name, subjects in sorted(units.get(link.asking.id, {}).items()):
            uncovered = subjects - covered
            if uncovered and subjects not in noted:
                noted.add(subjects)
                yield Note(
                    NoteKind.UNIT_LACKING,
                    link.asking.id,
                    link.through.id,
                    lead_unit=name,
                    uncovered=tuple(sorted(uncovered)),
                )


def _in_order(notes: Iterable[Note], table: SideBySide) -> tuple[Note, ...]:
    rows = {(row.indicator, row.name): at for at, row in enumerate(table.rows.values())}
    plans = {plan.id: at for at, plan in enumerate(table.kin.plans)}
    kinds = {kind: at for at, kind in enumerate(NoteKind)}

    def place(note: Note) -> tuple[int | str, ...]:
        asked, given = note.asked, note.given
        return (
            rows.get((note.indicator, note.name), len(rows)),
            plans[note.upper_plan],
            (asked.deadline or WITHOUT_YEAR) if asked else WITHOUT_YEAR,
            asked.id if asked else "",
            plans.get(note.lower_plan or "", -1),
            kinds[note.kind],
            given.id if given else "",
            note.lead_unit,
        )

    return tuple(sorted(notes, key=place))
