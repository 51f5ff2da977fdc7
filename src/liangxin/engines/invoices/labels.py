"""Finds the labels on a page: their print may be spaced out, cut in two lines, or stand upright in a narrow column."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from liangxin.engines.documents.page_lines import Glyph
from liangxin.engines.invoices.label_table import BUYER_ANCHORS, FIELDS, LABELS, SELLER_ANCHORS, STOP
from liangxin.engines.invoices.structure import Box
from liangxin.engines.invoices.words import Run, beside, box_of, chain_from, em_of, run_of

INNER_GAP = 5.5  # em between the signs of one label: 名    称
STACKED = 0.9  # em between two lines of one label
SHORT = 2  # signs: a shorter label is a word of names, too
NEVER_IN_VALUES = ("姓名", "车主", "税号", "编号", "№", "大写", "小写")
WORD_GAP = 0.25  # em
UPRIGHT_GAP = 2.6  # em from sign to sign of an upright label

_SIDES = ((True, BUYER_ANCHORS), (False, SELLER_ANCHORS))


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the glyphs it is printed with. `field` is "" for one that only ends the value before it."""

    field: str
    text: str
    glyphs: tuple[Glyph, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Anchor:
    """Print that says whose the labels near it are."""

    buyer: bool
    box: Box
    glyphs: tuple[Glyph, ...]


def find_labels(runs: Sequence[Run]) -> list[Label]:
    """All labels; one that lies within a longer one is none of its own."""
    em = em_of(glyph for run in runs for glyph in run.glyphs)
    found: list[Label] = []
    for run in runs:
        joined = run_of([glyph for part in chain_from(run, runs, INNER_GAP * em) for glyph in part.glyphs])
        for match in LABELS.finditer(joined.text):
            if match.start() >= len(run.text):
                break
            if (label := _label(joined, run, match, em)) is not None:
                found.append(label)
    found.sort(key=lambda label: -len(label.glyphs))
    taken: set[Glyph] = set()
    kept = []
    for label in found:
        if taken.isdisjoint(label.glyphs):
            taken.update(label.glyphs)
            kept.append(label)
    return _stacked(kept, em)


def _label(joined: Run, run: Run, match: re.Match[str], em: float) -> Label | None:
    """The label, within its run alone where what follows is print of another cell."""
    glyphs = joined.glyphs[match.start() : match.end()]
    if match.end() > len(run.text) and _is_spaced_value(glyphs, em):
        shorter = LABELS.match(run.text, match.start())
        return _label(run, run, shorter, em) if shorter else None
    if not _stands_alone(joined, match.start(), match.end(), em):
        return None
    return Label(FIELDS[int((match.lastgroup or "l0")[1:])], match[0].rstrip(":："), glyphs, box_of(glyphs))


def _stands_alone(joined: Run, start: int, end: int, em: float) -> bool:
    """Whether the words are a label and no part of a value: a colon, a gap or the length of the label tells."""
    text = joined.text[start:end].lstrip("0123456789.、")
    if text[-1] in ":：":
        return True
    glyphs = joined.glyphs
    before = (
        not joined.text[:start].strip("0123456789.、") or glyphs[start].left - glyphs[start - 1].right > WORD_GAP * em
    )
    after = (
        end == len(glyphs) or glyphs[end].left - glyphs[end - 1].right > WORD_GAP * em or glyphs[end].text in "(/:："
    )
    if text.strip("()") in NEVER_IN_VALUES and text[0] == "(":
        return True
    if len(text) <= SHORT and text not in NEVER_IN_VALUES:
        return before and after
    return before or len(text) > 2 * SHORT


def _is_spaced_value(glyphs: Sequence[Glyph], em: float) -> bool:
    """Whether the gaps between glyphs are too uneven for one spaced-out word: print of two cells."""
    gaps = [after.left - before.right for before, after in itertools.pairwise(glyphs)]
    inner = [gap for gap, after in zip(gaps, glyphs[1:], strict=True) if after.text not in ":："]
    return bool(inner) and max(inner) > 1.5 * em and max(inner) - min(inner) > 1.2 * em and len(glyphs) > 3


def _stacked(labels: list[Label], em: float) -> list[Label]:
    """Two lines of one label (车辆识别代号/ over 车架号码) made one."""
    merged: list[Label] = []
    for label in sorted(labels, key=lambda each: each.box[1]):
        above = next((one for one in merged if _continues(one, label, em)), None)
        if above is None:
            merged.append(label)
            continue
        glyphs = above.glyphs + label.glyphs
        merged[merged.index(above)] = replace(above, text=above.text + label.text, glyphs=glyphs, box=box_of(glyphs))
    return merged


def _continues(above: Label, below: Label, em: float) -> bool:
    if above.field != below.field or above.field == STOP or below.box[1] < above.box[3] - em / 2:
        return False
    close = below.box[1] - above.box[3] < STACKED * em
    return close and min(above.box[2], below.box[2]) > max(above.box[0], below.box[0]) and above.text != below.text


def find_anchors(runs: Sequence[Run], labels: Iterable[Label]) -> list[Anchor]:
    """Where 购买方 and 销售方 stand, level or upright, other than as part of a label with a field."""
    named = {glyph for label in labels if label.field for glyph in label.glyphs}
    level = [
        Anchor(buyer, box_of(glyphs), glyphs)
        for run in runs
        for buyer, pattern in _SIDES
        for match in pattern.finditer(run.text)
        if named.isdisjoint(glyphs := run.glyphs[match.start() : match.end()])
    ]
    return level + _upright(runs)


def _upright(runs: Sequence[Run]) -> list[Anchor]:
    glyphs = [glyph for run in runs for glyph in run.glyphs]
    found = []
    for first in glyphs:
        if first.text not in "购销买卖":
            continue
        column = [first]
        while (below := _below(column[-1], glyphs)) is not None and len(column) < 8:
            column.append(below)
        text = "".join(glyph.text for glyph in column)
        for buyer, pattern in _SIDES:
            if pattern.match(text):
                found.append(Anchor(buyer, box_of(column), tuple(column)))
    return found


def _below(glyph: Glyph, glyphs: Sequence[Glyph]) -> Glyph | None:
    """The next sign of an upright word: straight below and near."""
    em = glyph.bottom - glyph.top
    middle = (glyph.left + glyph.right) / 2
    near = [
        other
        for other in glyphs
        if 0.3 * em < other.top - glyph.top < UPRIGHT_GAP * em
        and abs((other.left + other.right) / 2 - middle) < 0.5 * em
        and other.text in "购销买卖货售方单位信息"
    ]
    return min(near, key=lambda other: other.top, default=None)


def side_of(label: Label, anchors: Sequence[Anchor]) -> bool | None:
    """True for the buyer's, False for the seller's, by the nearest anchor to the left or above; None where none is."""
    costs = [(cost, anchor.buyer) for anchor in anchors if (cost := _cost(label.box, anchor.box)) is not None]
    return min(costs)[1] if {anchor.buyer for anchor in anchors} == {True, False} and costs else None


def _cost(label: Box, anchor: Box) -> float | None:
    across = label[0] - anchor[2]
    if across < -(label[2] - label[0]) - (anchor[2] - anchor[0]):
        return None  # the anchor stands to the right
    height = label[3] - label[1]
    if beside(label, anchor, 0.1):
        down = 0.0
    elif label[1] >= anchor[3]:
        down = label[1] - anchor[3]
    elif anchor[1] - label[3] < 2 * height:  # upright words are often shorter than the rows they speak for
        down = anchor[1] - label[3]
    else:
        return None
    return 3 * down + max(0.0, across)
