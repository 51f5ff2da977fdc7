"""Takes the value of a label from the print beside it, or else below it. A glyph serves one label only."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liangxin.engines.documents.page_lines import Glyph
from liangxin.engines.invoices.labels import Label
from liangxin.engines.invoices.shapes import CHECKED, SHAPED, SHAPES, Shape
from liangxin.engines.invoices.structure import Box
from liangxin.engines.invoices.words import beside, box_of, rows_of

ABOVE = 0.6  # em by which a value may stand higher or lower than its label
PAUSE = 2.2  # em: a value of any signs ends at a wider gap
DEEP = 2.4  # em below a label in which its value may stand
NEXT_LINE = 0.5  # em between the lines of one value
BELOW_LABEL = 0.88  # of how sure a value beside its label is


@dataclass(frozen=True, slots=True)
class Value:
    """A value in normal form, the glyphs it is printed with, and how sure it is."""

    text: str
    glyphs: tuple[Glyph, ...]
    box: Box
    sure: float


class Page:
    """What is left on a page once labels are known; `take` uses glyphs up."""

    def __init__(self, glyphs: Sequence[Glyph], labels: Sequence[Label], em: float) -> None:
        self.labels = labels
        self.em = em
        printed = {glyph for label in labels for glyph in label.glyphs}
        self.free = [glyph for glyph in glyphs if glyph not in printed]

    def take(self, value: Value) -> None:
        used = set(value.glyphs)
        self.free = [glyph for glyph in self.free if glyph not in used]

    def beside(self, label: Label, field: str) -> Value | None:
        """The value to the right of a label, before the next label there."""
        _, top, right, bottom = label.box
        end = min(
            (other.box[0] for other in self.labels if other.box[0] >= right - 1 and beside(other.box, label.box)),
            default=float("inf"),
        )
        reach = ABOVE * self.em
        zone = [
            glyph
            for glyph in self.free
            if right - self.em / 3 <= glyph.left < end
            and top - reach <= (glyph.top + glyph.bottom) / 2 <= bottom + reach
        ]
        if zone and SHAPES[field].flows:
            zone = [*zone, *self._going_on(zone, right, end)]
        return self._read(zone, field, (top + bottom) / 2, 1.0)

    def _going_on(self, zone: Sequence[Glyph], right: float, end: float) -> list[Glyph]:
        """The next line of a name too long for one: under it, beginning alike, beside no label."""
        left, _, _, bottom = box_of([glyph for glyph in zone if glyph.text not in ":："] or zone)
        used = set(zone)
        under = [
            glyph
            for glyph in self.free
            if glyph not in used
            and right - self.em / 3 <= glyph.left < end
            and bottom - self.em / 4 <= glyph.top <= bottom + NEXT_LINE * self.em
        ]
        for row in rows_of(under):
            labelled = any(beside(box_of(row), one.box) and one.text for one in self.labels)
            return [] if labelled or abs(row[0].left - left) > self.em else list(_before_pause(row, self.em))
        return []

    def below(self, label: Label, field: str) -> Value | None:
        """The value under a label, before the print that belongs to the next column."""
        left, _, right, bottom = label.box
        end = min(
            (other.box[0] for other in self.labels if other.box[0] >= right - 1 and beside(other.box, label.box)),
            default=float("inf"),
        )
        under = [
            glyph
            for glyph in self.free
            if left - 2 * self.em <= glyph.left < end and bottom - self.em / 4 <= glyph.top <= bottom + DEEP * self.em
        ]
        for row in rows_of(under):
            crossed = any(
                beside(box_of(row), one.box) and one.box[2] <= row[0].left + 1 and one.text for one in self.labels
            )
            starts = row[0].left < right + self.em
            return None if crossed or not starts else self._read(row, field, row[0].top, BELOW_LABEL)
        return None

    def _read(self, zone: Sequence[Glyph], field: str, middle: float, share: float) -> Value | None:
        rows = rows_of(zone)
        shape = SHAPES[field]
        if shape.flows and len(rows) > 1 and _is_one_value(rows, self.em):
            rows = [[glyph for row in rows for glyph in row]]
        rows.sort(key=lambda row: abs((row[0].top + row[0].bottom) / 2 - middle))
        for row in rows:
            if (value := _value(row, shape, self.em, share)) is not None:
                return value
        return None


def _is_one_value(rows: Sequence[Sequence[Glyph]], em: float) -> bool:
    """Whether the rows are one value that was broken: they begin alike and the first is not the shorter."""
    first, *others = rows
    if not all(any("\u4e00" <= glyph.text <= "\u9fff" for glyph in row) for row in rows):
        return False
    return all(
        abs(row[0].left - first[0].left) < 1.5 * em and row[-1].right <= first[-1].right + em for row in others
    ) and not any(_widest(row) > PAUSE * em for row in rows)


def _widest(row: Sequence[Glyph]) -> float:
    return max((after.left - before.right for before, after in itertools.pairwise(row)), default=0.0)


def _value(row: Sequence[Glyph], shape: Shape, em: float, share: float) -> Value | None:
    glyphs = list(row) if shape.pauses else list(_before_pause(row, em))
    text = "".join(glyph.text for glyph in glyphs)
    found = shape.found.match(text)
    if found is None:
        return None
    said = shape.normal(
        _spaced(glyphs[found.start("value") : found.end("value")], em) if shape.flows else found["value"]
    )
    if not said:
        return None
    used = tuple(glyphs[found.start() : found.end()])
    kept = glyphs[found.start("value") : found.end("value")]
    return Value(said, used, box_of(kept), share * (CHECKED if shape.checked(said) else SHAPED))


def _before_pause(row: Sequence[Glyph], em: float) -> Iterator[Glyph]:
    last: Glyph | None = None
    for glyph in row:
        if last is not None and glyph.left - last.right > PAUSE * em:
            return
        yield glyph
        last = glyph


def _spaced(glyphs: Sequence[Glyph], em: float) -> str:
    """Print with a space where Latin words stand apart."""
    text = ""
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and glyph.left - last.right > 0.2 * em and last.text.isascii() and glyph.text.isascii():
            text += " "
        text += glyph.text
        last = glyph
    return text
