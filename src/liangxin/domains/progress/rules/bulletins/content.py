"""What a bulletin says, as it is kept: sections of paragraphs, tables and charts, every figure with its trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liangxin.domains.progress.rules.prose.spans import Prose, Span, say, text_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; its key stays while it is edited by hand."""

    key: str
    prose: Prose

    @property
    def text(self) -> str:
        return text_of(self.prose)


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its label, its share of the width, where its cells stand (left, center, right)."""

    label: str
    weight: float = 1.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; each cell is one span."""

    key: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Span, ...], ...]
    note: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: "stacked" or "bar" lying bars, names down, a series a column; None where there is no figure."""

    key: str
    chart: str
    caption: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    note: str = ""


Block = Passage | Grid | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `attached`: after the signature, on pages of its own."""

    heading: str
    blocks: tuple[Block, ...]
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """All that a bulletin says."""

    title: str
    sections: tuple[Section, ...]
    addressee: str = ""
    layout: str = "document"
    attendance: tuple[tuple[str, str], ...] = ()

    def passages(self) -> Iterator[Passage]:
        """All paragraphs, in order."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Passage))

    def texts(self) -> Iterator[str]:
        """Everything that is written anywhere, for looking up figures."""
        yield self.title
        for section in self.sections:
            yield section.heading
            for block in section.blocks:
                yield from _texts(block)

    def trails(self) -> Iterator[str]:
        """The addresses of all figures."""
        for section in self.sections:
            for block in section.blocks:
                spans = block.prose if isinstance(block, Passage) else _cells(block)
                yield from (span.trail for span in spans if span.trail)


def _cells(block: Block) -> Iterable[Span]:
    return (cell for row in block.rows for cell in row) if isinstance(block, Grid) else ()


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Passage):
        yield block.text
    elif isinstance(block, Grid):
        yield from (block.caption, block.note)
        yield from (cell.text for cell in _cells(block))
    else:
        yield from (block.caption, block.note)
        for _, values in block.series:
            yield from (str(value) for value in values if value is not None)


def stored(content: Content) -> dict[str, Any]:
    """Plain values for JSON."""
    return {
        "title": content.title,
        "addressee": content.addressee,
        "layout": content.layout,
        "attendance": [list(pair) for pair in content.attendance],
        "sections": [
            {"heading": one.heading, "attached": one.attached, "blocks": [_stored(block) for block in one.blocks]}
            for one in content.sections
        ],
    }


def _stored(block: Block) -> dict[str, Any]:
    if isinstance(block, Passage):
        return {"kind": "passage", "key": block.key, "prose": [_span(span) for span in block.prose]}
    if isinstance(block, Grid):
        return {
            "kind": "grid",
            "key": block.key,
            "caption": block.caption,
            "heads": [[head.label, head.weight, head.align] for head in block.heads],
            "rows": [[_span(cell) for cell in row] for row in block.rows],
            "note": block.note,
            "landscape": block.landscape,
        }
    return {
        "kind": "picture",
        "key": block.key,
        "chart": block.chart,
        "caption": block.caption,
        "unit": block.unit,
        "categories": list(block.categories),
        "series": [[name, list(values)] for name, values in block.series],
        "note": block.note,
    }


def _span(span: Span) -> list[str]:
    return [span.text, span.trail, span.tip] if span.trail else [span.text]


def read_back(kept: Mapping[str, Any]) -> Content:
    """The content that was stored."""
    return Content(
        title=kept["title"],
        addressee=kept.get("addressee", ""),
        layout=kept.get("layout", "document"),
        attendance=tuple((label, names) for label, names in kept.get("attendance", ())),
        sections=tuple(
            Section(one["heading"], tuple(_block(block) for block in one["blocks"]), one["attached"])
            for one in kept["sections"]
        ),
    )


def _block(kept: Mapping[str, Any]) -> Block:
    if kept["kind"] == "passage":
        return Passage(kept["key"], _prose(kept["prose"]))
    if kept["kind"] == "grid":
        return Grid(
            kept["key"],
            kept["caption"],
            tuple(Head(*head) for head in kept["heads"]),
            tuple(_prose(row) for row in kept["rows"]),
            kept["note"],
            kept["landscape"],
        )
    series = tuple((name, tuple(values)) for name, values in kept["series"])
    words = {name: kept[name] for name in ("key", "chart", "caption", "unit", "note")}
    return Picture(categories=tuple(kept["categories"]), series=series, **words)


def _prose(kept: Sequence[Sequence[str]]) -> Prose:
    return tuple(Span(*span) for span in kept)


def relinked(text: str, computed: Prose) -> Prose:
    """A text edited by hand, its figures that still stand in the computed one linked as there, each once, in order."""
    pieces: list[str | Span] = []
    at = 0
    for span in computed:
        found = _whole(text, span.text, at) if span.trail else None
        if found is not None:
            pieces += [text[at:found], span]
            at = found + len(span.text)
    return say(*pieces, text[at:])


def _whole(text: str, words: str, start: int) -> int | None:
    """Where the words stand next, not as a part of a longer number."""
    found = text.find(words, start)
    while found >= 0 and _cuts(text[:found], text[found + len(words) :], words):
        found = text.find(words, found + 1)
    return found if found >= 0 else None


def _cuts(before: str, after: str, text: str) -> bool:
    """Whether a number found would be a part of a longer one."""
    return (text[:1].isdigit() and _is_numeric(before[-1:])) or (text[-1:].isdigit() and _is_numeric(after[:1]))


def _is_numeric(sign: str) -> bool:
    return sign != "" and sign in "0123456789."
