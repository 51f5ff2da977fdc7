"""Paragraphs and runs: a style, what differs from it, and text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from liangxin.engines.official.characters import kept, one_line
from liangxin.engines.official.fonts import Face, Fonts
from liangxin.engines.official.markup import PARAGRAPH_ORDER, RUN_ORDER, Element, R, properties, w
from liangxin.engines.official.measures import CHARACTER
from liangxin.engines.official.records import Run
from liangxin.engines.official.relations import Relations
from liangxin.engines.official.styles import Style

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def paragraph(style: Style, content: Iterable[Element] = (), differing: Iterable[Element] = ()) -> Element:
    """A w:p of this style; `differing` are properties that go before those of the style."""
    held = properties("pPr", PARAGRAPH_ORDER, [w("pStyle", val=style.identifier), *differing])
    return w("p", held, *content)


def words(text: str, *more: Element) -> Element:
    """A w:r; `more` are its properties. Signs that could be Latin or Chinese (“ ” … — ·) are taken for Chinese."""
    held = list(more)
    if not any(one.tag.endswith("}rFonts") for one in held):
        held.append(w("rFonts", hint="eastAsia"))
    written = w("t")
    written.text = kept(text)
    written.set(_SPACE, "preserve")
    return w("r", properties("rPr", RUN_ORDER, held), written)


def in_face(text: str, face: Face, fonts: Fonts, *more: Element) -> Element:
    """A w:r in another face than its paragraph's."""
    return words(text, w("rFonts", hint="eastAsia", **fonts.names(face)), *more)


def run(piece: Run, fonts: Fonts, relations: Relations, *more: Element) -> Element:
    """The w:r of a piece, within a w:hyperlink where it leads somewhere; `more` are further properties."""
    held = [w("b"), w("bCs"), *more] if piece.bold else list(more)
    written = words(piece.text, *held) if piece.face is None else in_face(piece.text, piece.face, fonts, *held)
    if not piece.link:
        return written
    tip = {"tooltip": one_line(piece.tip)} if one_line(piece.tip) else {}
    link = w("hyperlink", written, history=1, **tip)
    link.set(f"{{{R}}}id", relations.of_link(piece.link))
    return link


def broken(lines: Sequence[str]) -> list[Element]:
    """Runs of several lines within one paragraph."""
    content: list[Element] = []
    for line in lines:
        if content:
            content.append(w("r", w("br")))
        content.append(words(line))
    return content


def tab() -> Element:
    return w("r", w("tab"))


def at_right(blank_characters: float) -> Element:
    """w:ind that leaves so many characters free on the right."""
    return w("ind", rightChars=round(blank_characters * 100), right=round(blank_characters * CHARACTER))
