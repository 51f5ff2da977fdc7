"""Cells as they stand in a file, whatever its format: what every reader of a format hands over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple, Protocol

from liangxin.engines.sheets.notices import SheetNotice

LAST_COLUMN = 16_384  # XFD
LAST_ROW = 1_048_576


class Sort(Enum):
    """What sort of thing a cell holds by its file; a text may still be meant as a number."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ERROR = "error"
    ISO_DATE = "iso_date"
    UNCOMPUTED = "uncomputed"  # a formula whose result was not kept


@dataclass(frozen=True, slots=True)
class Look:
    """How a number is shown: as a day (or only its month), in per cent, divided by `scale`, with a `unit` behind it.

    `pattern` is for numbers that are codes: what stands before them, and how many digits they are filled up to.
    """

    is_date: bool = False
    is_month: bool = False
    is_percent: bool = False
    scale: Decimal = Decimal(1)
    unit: str = ""
    pattern: tuple[str, int] = ("", 0)


PLAIN = Look()


class RawCell(NamedTuple):
    """A cell with content. `text` is what the file has, digit by digit; `formula`: the content is a kept result."""

    sort: Sort
    text: str
    look: Look = PLAIN
    formula: bool = False


class RawRow(NamedTuple):
    """A row with content: number from 1, cells by column number from 1."""

    number: int
    cells: dict[int, RawCell]
    hidden: bool = False


class Area(NamedTuple):
    """A rectangle of cells, both corners belonging to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the cells of a sheet: merged areas and hidden columns (first and last of each stretch)."""

    merged: tuple[Area, ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a workbook; `part` is where the package keeps it."""

    name: str
    hidden: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class TemplateMark:
    """Which list's template a workbook was made from."""

    code: str
    version: int


@dataclass(slots=True)
class Position:
    """How far the reading of a sheet has come: `share` from 0 to 1."""

    share: float = 0.0


class Book(Protocol):
    """A workbook that is open: `rows` streams a sheet and may be asked again."""

    sheets: tuple[SheetName, ...]
    starts_1904: bool
    mark: TemplateMark | None
    notices: list[SheetNotice]

    def frame(self, sheet: SheetName, /) -> Frame:
        """What surrounds the cells of a sheet."""
        ...

    def rows(self, sheet: SheetName, position: Position, /) -> Iterator[RawRow]:
        """The rows that have content, from the top."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def letters_of(column: int) -> str:
    """The letters of a column number.

    >>> letters_of(1), letters_of(28), letters_of(16_384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_of(letters: str) -> int:
    """The number of a column's letters; 0 for what is none.

    >>> column_of("A"), column_of("ab"), column_of("XFE"), column_of("")
    (1, 28, 0, 0)
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or number > LAST_COLUMN:
            return 0
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else 0


@dataclass(slots=True)
class MergedColumns:
    """Merged areas that reach over more than one row, asked row by row from the top."""

    areas: tuple[Area, ...]
    _waiting: list[Area] = field(init=False)
    _open: dict[int, Area] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._waiting = sorted((area for area in self.areas if area.bottom > area.top), reverse=True)

    def over(self, row: int) -> dict[int, Area]:
        """The areas over a row by their first column; rows are asked in rising order."""
        while self._waiting and self._waiting[-1].top <= row:
            area = self._waiting.pop()
            self._open[area.left] = area
        for column in [column for column, area in self._open.items() if area.bottom < row]:
            del self._open[column]
        return self._open
