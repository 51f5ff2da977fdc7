"""Finds the head of a table: in which row or rows it stands, which column of the sheet is which of the list's.

Heads may stand below titles, be one to three rows high with merged parents, and call columns by aliases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from liangxin.engines.sheets.grid import Area, Frame, RawRow, Sort, letters_of
from liangxin.engines.sheets.headings import is_unit, read_heading
from liangxin.engines.sheets.refusals import HeadingTwice
from liangxin.engines.sheets.sheet_type import PROBLEMS, Column, SheetType
from liangxin.kernel.text import plain

_DEEPEST = 3
_BY_PARENT = 100  # rank of a claim by the heading above alone
_USUAL = frozenset(map(plain, ("序号", "编号", "行号", "行次", "No", "No.", "项次", PROBLEMS)))  # nobody misses them
_LONGEST_HEADING = 300


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of the list in the sheet: number and letters there, the heading as written, the unit it states."""

    column: Column
    place: int
    heading: str
    unit: str

    @property
    def letters(self) -> str:
        return letters_of(self.place)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table in rows `top` to `bottom`; `unknown`: headings of columns that the list does not have."""

    sheet: str
    top: int
    bottom: int
    columns: tuple[FoundColumn, ...]
    unknown: dict[int, str]
    twice: dict[str, list[int]] = field(default_factory=dict)
    has_unit_row: bool = False

    def missing(self, sheet_type: SheetType) -> list[Column]:
        """Required columns that are not there."""
        found = {each.column.code for each in self.columns}
        return [column for column in sheet_type.required if column.code not in found]

    def strange(self) -> dict[int, str]:
        """Unknown columns that somebody might miss."""
        return {place: text for place, text in self.unknown.items() if plain(text) not in _USUAL}

    def check(self) -> None:
        """Raises HeadingTwice where two columns of the sheet claim to be one of the list."""
        for label, places in self.twice.items():
            letters = "、".join(map(letters_of, places))
            raise HeadingTwice(sheet=self.sheet, letters=letters, column=label)


class HeadFinder:
    """Knows the names by which a list's columns are called."""

    def __init__(self, sheet_type: SheetType) -> None:
        self._type = sheet_type
        self._exact: dict[str, Column] = {}
        bare: dict[str, set[str]] = defaultdict(set)
        for column in sheet_type.columns:
            for name in (column.heading, *column.aliases):
                self._exact[plain(name)] = column
                bare[read_heading(name).bare].add(column.code)
        labels = Counter(plain(column.label) for column in sheet_type.columns)
        for column in sheet_type.columns:
            if labels[plain(column.label)] == 1:
                self._exact.setdefault(plain(column.label), column)
        # Two columns that differ in what their brackets say are told apart by nothing else.
        self._bare = {name: sheet_type.column(*codes) for name, codes in bare.items() if name and len(codes) == 1}

    def find(self, sheet: str, rows: Sequence[RawRow], frame: Frame) -> Head | None:
        """The rows that look most like this list's head, or None where nothing does."""
        last = rows[-1].number if rows else 0
        merged = [area for area in frame.merged if area.top <= last and area.bottom - area.top < _DEEPEST]
        heads = [head for head in self._candidates(sheet, rows, merged) if head.columns]
        if not heads:
            return None
        best = max(heads, key=self._rank)
        enough = min(2, len(self._type.columns))
        return best if len(best.columns) >= enough else None

    def _rank(self, head: Head) -> tuple[int, int, bool, int, int]:
        """A row of units below the names belongs to the head; apart from that, the lower head is the likelier."""
        missing, found = len(head.missing(self._type)), len(head.columns)
        return -missing, found, head.has_unit_row, head.top - head.bottom, -head.top

    def _candidates(self, sheet: str, rows: Sequence[RawRow], merged: Sequence[Area]) -> Iterator[Head]:
        """Each row that may begin a head, with its next ones; a head ends where its merged cells end."""
        for place, row in enumerate(rows):
            for height in range(1, _DEEPEST + 1):
                last = row.number + height - 1
                levels = [each for each in rows[place : place + height] if each.number <= last]
                is_whole = not any(row.number <= area.top <= last < area.bottom for area in merged)
                if is_whole and (height == 1 or levels[-1].number == last):
                    headings = _headings(levels, merged, row.number, last)
                    head = self._match(sheet, row.number, last, headings)
                    yield replace(head, has_unit_row=height > 1 and _is_unit_row(levels[-1]))

    def _match(self, sheet: str, top: int, bottom: int, headings: dict[int, list[str]]) -> Head:
        """Give each column of the list the sheet's column that names it most fully."""
        claims: dict[int, tuple[int, Column]] = {}
        for place, levels in headings.items():
            if claim := self._claim(levels):
                claims[place] = claim
        claims = _without_rivals(claims)
        best = {column.code: min(rank for rank, c in claims.values() if c is column) for _, column in claims.values()}
        taken = {place: column for place, (rank, column) in claims.items() if rank == best[column.code]}
        counted = Counter(column.code for column in taken.values())
        found, twice = [], defaultdict(list)
        for place, column in taken.items():
            if counted[column.code] > 1:
                twice[column.label].append(place)
            levels = headings[place]
            unit = next((unit for text in reversed(levels) if (unit := read_heading(text).unit)), "")
            found.append(
                FoundColumn(column, place, " ".join("".join(levels).split()), self._stated(column, levels, unit))
            )
        unknown = {place: "".join(levels) for place, levels in headings.items() if place not in taken and any(levels)}
        order = [column.code for column in self._type.columns]
        unique = {each.column.code: each for each in sorted(found, key=lambda each: each.place, reverse=True)}
        columns = tuple(sorted(unique.values(), key=lambda each: order.index(each.column.code)))
        return Head(sheet, top, bottom, columns, unknown, dict(twice))

    def _claim(self, levels: list[str]) -> tuple[int, Column] | None:
        """Which column a heading means, and how sure: 0 is most. Parent with child goes before the child alone."""
        texts = ["".join(levels), "".join(levels[-2:]), levels[-1]]
        for rank, text in enumerate(texts):
            heading = read_heading(text)
            names = (self._exact.get(heading.exact), self._bare.get(heading.bare), self._bare.get(heading.native))
            for place, column in enumerate(names):
                if column is not None:
                    return 3 * rank + place, column
        parents = (self._bare.get(read_heading(text).bare) for text in reversed(levels[:-1]))
        parent = next((column for column in parents if column is not None), None)
        return (_BY_PARENT, parent) if parent is not None else None

    def _stated(self, column: Column, levels: list[str], unit: str) -> str:
        """An alias that has its brackets in it has said all: its numbers are in the column's own unit."""
        aliases = {plain(alias) for alias in column.aliases}
        written_so = plain("".join(levels)) in aliases or plain(levels[-1]) in aliases
        return "" if written_so else unit


def _without_rivals(claims: dict[int, tuple[int, Column]]) -> dict[int, tuple[int, Column]]:
    """A parent stands for its column only where one child alone is below it."""
    children = Counter(column.code for rank, column in claims.values() if rank == _BY_PARENT)
    return {
        place: (rank, column)
        for place, (rank, column) in claims.items()
        if rank < _BY_PARENT or children[column.code] == 1
    }


def _headings(levels: list[RawRow], merged: Sequence[Area], top: int, bottom: int) -> dict[int, list[str]]:
    """The texts above each column, parent first; merged parents stand above all their children."""
    by_row = {
        row.number: {place: cell.text for place, cell in row.cells.items() if cell.sort is Sort.TEXT} for row in levels
    }
    texts = [by_row.get(number, {}) for number in range(top, bottom + 1)]
    for area in merged:
        inside = top <= area.top and area.bottom <= bottom
        if inside and area.right > area.left and (text := texts[area.top - top].get(area.left)):
            texts[area.top - top] |= dict.fromkeys(range(area.left, min(area.right, area.left + 200) + 1), text)
    places = sorted({place for line in texts for place in line})
    if len(texts) > 1:
        _spread(texts, places)
    return {place: _distinct([line.get(place, "")[:_LONGEST_HEADING] for line in texts]) for place in places}


def _is_unit_row(row: RawRow) -> bool:
    """Whether a row says nothing but units: 台, 万元, （吨）, 计量单位."""
    return all(cell.sort is Sort.TEXT and _is_unit_text(cell.text) for cell in row.cells.values())


def _is_unit_text(text: str) -> bool:
    bare = plain(text).strip("()[]")
    return is_unit(bare) or bare in ("单位", "计量单位", "")


def _spread(texts: list[dict[int, str]], places: list[int]) -> None:
    """A parent whose cells are not merged stands above the next children that have no parent of their own."""
    for above, below in pairwise(texts):
        parent = ""
        for place in places:
            parent = above.get(place, parent if below.get(place) and place not in above else "")
            if parent and place not in above and below.get(place):
                above[place] = parent


def _distinct(levels: list[str]) -> list[str]:
    """The levels with content, the same text twice said once; one empty level where there is none."""
    kept: list[str] = []
    for text in levels:
        if text.strip() and (not kept or plain(kept[-1]) != plain(text)):
            kept.append(text)
    if len(kept) > 1 and is_unit(plain(kept[-1]).strip("()[]")):
        unit = plain(kept.pop()).strip("()[]")
        kept[-1] = f"{kept[-1]}（{unit}）"
    return kept or [""]
