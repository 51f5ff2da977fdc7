"""Templates as data, checked: sections, each a heading with blocks of fixed text and pieces the program writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from liangxin.domains.progress.rules.bulletins.vocabulary import faults_in
from liangxin.domains.progress.terms import (
    MOST_BLOCKS,
    MOST_SECTIONS,
    PARAGRAPH_LIMIT,
    TITLE_LIMIT,
    BulletinKind,
    Piece,
    TemplateFault,
)

_PROGRAMME = frozenset({BulletinKind.MONTHLY, BulletinKind.RANKING, BulletinKind.LAGGING})
_ONLY: Final = {
    Piece.ORDER: BulletinKind.NOTICE,
    Piece.TIMELINE: BulletinKind.NOTICE,
    Piece.DECISIONS: BulletinKind.MINUTES,
    Piece.TABLE_FOLLOW_UPS: BulletinKind.MINUTES,
}


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """A piece; of fixed text its words."""

    piece: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A heading with its blocks; `attached`: an attachment, after the signature."""

    heading: str
    blocks: tuple[TemplateBlock, ...] = ()
    attached: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A template of a kind of bulletin. `number` has a {n} for the number and a {year}: "第{n}期"."""

    kind: BulletinKind
    title: str
    sections: tuple[TemplateSection, ...]
    number: str = "第{n}期"
    addressee: str = ""
    layout: str = "document"


@dataclass(frozen=True, slots=True)
class Faulty:
    """A place of a template with what is wrong there: `title`, `s0` a heading, `s0-b1` a block."""

    place: str
    fault: TemplateFault
    what: str = ""


def pieces_for(kind: BulletinKind) -> list[Piece]:
    """What may stand in a kind of bulletin."""
    return [piece for piece in Piece if fits(piece, kind)]


def fits(piece: Piece, kind: BulletinKind) -> bool:
    """Whether the facts of a kind of bulletin can fill the piece."""
    if piece is Piece.TEXT:
        return True
    return _ONLY[piece] is kind if piece in _ONLY else kind in _PROGRAMME


def template_of(kind: BulletinKind, plain: Mapping[str, Any]) -> Template:
    """The template that plain values describe, as YAML files and stored versions hold it.

    A block is one name and value: `{text: …}`, or the name of a piece alone.
    """
    sections = tuple(
        TemplateSection(
            str(one.get("heading", "")),
            tuple(_block(block) for block in one.get("blocks") or ()),
            bool(one.get("attached")),
        )
        for one in plain.get("sections") or ()
    )
    names = ("title", "number", "addressee", "layout")
    return Template(kind, sections=sections, **{name: str(plain[name]) for name in names if name in plain})


def _block(given: Any) -> TemplateBlock:
    if isinstance(given, Mapping):
        return TemplateBlock(Piece.TEXT.value, str(given.get("text", "")))
    return TemplateBlock(str(given))


def plain_of(template: Template) -> dict[str, Any]:
    """The template as plain values, as it is stored."""
    return {
        "title": template.title,
        "number": template.number,
        "addressee": template.addressee,
        "layout": template.layout,
        "sections": [
            {
                "heading": section.heading,
                "attached": section.attached,
                "blocks": [
                    {"text": block.text} if block.piece == Piece.TEXT else block.piece for block in section.blocks
                ],
            }
            for section in template.sections
        ],
    }


def faults_of(template: Template) -> list[Faulty]:
    """Everything that is wrong, by place; nothing where the template can be written from."""
    found = list(_line_faults("title", template.title, template.kind))
    found += _line_faults("addressee", template.addressee, template.kind) if template.addressee else []
    found += _number_faults(template.number)
    if not template.sections:
        found.append(Faulty("sections", TemplateFault.NO_SECTIONS))
    if len(template.sections) > MOST_SECTIONS:
        found.append(Faulty("sections", TemplateFault.TOO_MUCH, f"{MOST_SECTIONS}节"))
    for at, section in enumerate(template.sections):
        found += _section_faults(f"s{at}", section, template.kind)
    return found


def _line_faults(place: str, text: str, kind: BulletinKind) -> Iterator[Faulty]:
    if not text.strip():
        yield Faulty(place, TemplateFault.NO_TEXT)
    if len(text) > TITLE_LIMIT:
        yield Faulty(place, TemplateFault.TOO_MUCH, f"{TITLE_LIMIT}字")
    yield from (Faulty(place, fault, what) for fault, what in faults_in(text, kind))


def _number_faults(text: str) -> list[Faulty]:
    """Only {n}, which must be there once, and {year}."""
    rest = text.replace("{year}", "", 1)
    if rest.count("{n}") != 1:
        return [Faulty("number", TemplateFault.UNKNOWN_PLACEHOLDER, "{n}")]
    if {"{", "}"} & set(rest.replace("{n}", "")):
        return [Faulty("number", TemplateFault.BRACE_OPEN)]
    return [] if len(text) <= TITLE_LIMIT else [Faulty("number", TemplateFault.TOO_MUCH, f"{TITLE_LIMIT}字")]


def _section_faults(place: str, section: TemplateSection, kind: BulletinKind) -> Iterator[Faulty]:
    """A section may go without a heading, as the first of a notice does; not without content."""
    if len(section.heading) > TITLE_LIMIT:
        yield Faulty(place, TemplateFault.TOO_MUCH, f"{TITLE_LIMIT}字")
    yield from (Faulty(place, fault, what) for fault, what in faults_in(section.heading, kind))
    if section.attached and not section.heading.strip():
        yield Faulty(place, TemplateFault.NO_HEADING)
    if not section.blocks:
        yield Faulty(place, TemplateFault.NO_TEXT)
    if len(section.blocks) > MOST_BLOCKS:
        yield Faulty(place, TemplateFault.TOO_MUCH, f"{MOST_BLOCKS}块")
    for at, block in enumerate(section.blocks):
        yield from _block_faults(f"{place}-b{at}", block, kind)


def _block_faults(place: str, block: TemplateBlock, kind: BulletinKind) -> Iterator[Faulty]:
    if block.piece not in set(Piece):
        yield Faulty(place, TemplateFault.UNKNOWN_PIECE, block.piece[:30])
        return
    piece = Piece.of(block.piece)
    if not fits(piece, kind):
        yield Faulty(place, TemplateFault.PIECE_UNFIT, piece.label)
    if piece is not Piece.TEXT:
        return
    if not block.text.strip():
        yield Faulty(place, TemplateFault.NO_TEXT)
    if len(block.text) > PARAGRAPH_LIMIT:
        yield Faulty(place, TemplateFault.TOO_MUCH, f"{PARAGRAPH_LIMIT}字")
    yield from (Faulty(place, fault, what) for fault, what in faults_in(block.text, kind))


def number_words(pattern: str, year: int, number: int) -> str:
    """The number as it is written.

    >>> number_words("第{n}期", 2026, 7), number_words("清两新办〔{year}〕{n}号", 2026, 7)
    ('第7期', '清两新办〔2026〕7号')
    """
    return pattern.replace("{year}", str(year)).replace("{n}", str(number))
