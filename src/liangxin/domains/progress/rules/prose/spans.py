"""Pieces of prose, each figure with the address of its trail, and how pieces are joined into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liangxin.domains.progress.terms import NAMES_SHOWN


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text; `trail` is the address where the figure in it can be followed, `tip` says what is there."""

    text: str
    trail: str = ""
    tip: str = ""


Prose = tuple[Span, ...]
Said = str | Span | Prose | None


def say(*parts: Said) -> Prose:
    """The parts one after the other; plain pieces that touch become one, nothing stays nothing.

    >>> say("有", Span("3", "/x/"), "项", None, "。")
    (Span(text='有', trail='', tip=''), Span(text='3', trail='/x/', tip=''), Span(text='项。', trail='', tip=''))
    """
    made: list[Span] = []
    for span in _flat(parts):
        if not span.text:
            continue
        if made and not span.trail and not made[-1].trail:
            made[-1] = Span(made[-1].text + span.text)
        else:
            made.append(span)
    return tuple(made)


def _flat(parts: Iterable[Said]) -> Iterable[Span]:
    for part in parts:
        if part is None:
            continue
        if isinstance(part, str):
            yield Span(part)
        elif isinstance(part, Span):
            yield part
        else:
            yield from part


def text_of(prose: Iterable[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in prose)


def joined(parts: Sequence[Said], between: str = "、") -> Prose:
    """The parts with a sign between them; what says nothing is left out.

    >>> text_of(joined(["甲", None, "乙"]))
    '甲、乙'
    """
    said = [one for one in (say(part) for part in parts) if one]
    return say(*(piece for at, one in enumerate(said) for piece in ((between if at else None), one)))


def listed(names: Sequence[Said], what: str, whole: int | None = None, most: int = NAMES_SHOWN) -> Prose:
    """Names joined by 、, cut with "等N项" where there are more than `most`. `what` is the measure word.

    >>> text_of(listed(["甲", "乙"], "项")), text_of(listed(list("甲乙丙丁戊"), "项"))
    ('甲、乙', '甲、乙、丙等5项')
    """
    count = len(names) if whole is None else whole
    shown = joined(names[:most])
    return shown if count <= min(most, len(names)) else say(shown, f"等{count}{what}")


def sentence(*clauses: Said) -> Prose:
    """Clauses with commas between them and a full stop behind; nothing where no clause says anything."""
    made = joined(clauses, "，")
    return say(made, "。") if made else ()
