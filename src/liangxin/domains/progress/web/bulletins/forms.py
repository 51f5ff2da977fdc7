"""What the editor of a template sends: sections and blocks by place, and moves that change their order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from django.http import QueryDict

from liangxin.domains.progress.rules.bulletins.template import Template, TemplateBlock, TemplateSection
from liangxin.domains.progress.terms import MOST_BLOCKS, MOST_SECTIONS, BulletinKind, Piece

Part = TypeVar("Part")
_MOVE = re.compile(r"(up|down|drop|add):(?:s(\d{1,2})(?:-b(\d{1,2}))?)?")


def template_from(posted: QueryDict, kind: BulletinKind) -> Template:
    """The template as it stands in the form; places that were not sent end it."""
    sections = []
    for at in range(MOST_SECTIONS + 1):
        if f"s{at}-heading" not in posted:
            break
        heading = posted.get(f"s{at}-heading", "").strip()
        sections.append(TemplateSection(heading, _blocks(posted, at), bool(posted.get(f"s{at}-attached"))))
    return Template(
        kind,
        title=posted.get("title", "").strip(),
        number=posted.get("number", "").strip(),
        addressee=posted.get("addressee", "").strip(),
        layout=posted.get("layout", "document"),
        sections=tuple(sections),
    )


def _blocks(posted: QueryDict, section: int) -> tuple[TemplateBlock, ...]:
    blocks = []
    for at in range(MOST_BLOCKS + 1):
        name = f"s{section}-b{at}"
        if f"{name}-piece" not in posted:
            break
        piece = posted.get(f"{name}-piece", "")
        text = posted.get(f"{name}-text", "").replace("\r\n", "\n").strip() if piece == Piece.TEXT else ""
        blocks.append(TemplateBlock(piece, text))
    return tuple(blocks)


def moved(template: Template, move: str) -> Template:
    """The template after a move: `up:s1`, `down:s1-b0`, `drop:s1`, `add:s1` a block, `add:` a section."""
    found = _MOVE.fullmatch(move)
    if found is None:
        return template
    verb, section, block = found.group(1), found.group(2), found.group(3)
    sections = list(template.sections)
    if section is None:
        if verb == "add":
            sections.append(TemplateSection("", (TemplateBlock(Piece.TEXT.value),)))
    elif int(section) < len(sections):
        at = int(section)
        if block is not None:
            blocks = _shifted(list(sections[at].blocks), verb, int(block))
            sections[at] = replace(sections[at], blocks=tuple(blocks))
        elif verb == "add":
            sections[at] = replace(sections[at], blocks=(*sections[at].blocks, TemplateBlock(Piece.TEXT.value)))
        else:
            sections = _shifted(sections, verb, at)
    return replace(template, sections=tuple(sections))


def _shifted(parts: list[Part], verb: str, at: int) -> list[Part]:
    """The parts with one moved up or down by a place, or left out."""
    if at >= len(parts):
        return parts
    if verb == "drop":
        return parts[:at] + parts[at + 1 :]
    other = at - 1 if verb == "up" else at + 1
    if verb in ("up", "down") and 0 <= other < len(parts):
        parts[at], parts[other] = parts[other], parts[at]
    return parts
