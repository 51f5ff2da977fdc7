"""Bulletins for other programmes: reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.pagination import paginate

from liangxin.domains.progress.queries.bulletins.cards import bulletin_lines, bulletin_page, bulletins_listed
from liangxin.domains.progress.rest.cards import CardPages
from liangxin.domains.progress.rules.bulletins.content import Grid, Passage, Section
from liangxin.domains.progress.rules.bulletins.paper import edited
from liangxin.domains.progress.terms import BulletinKind, BulletinState

router = Router(tags=["progress"])


class BulletinOut(Schema):
    """A bulletin in a list; without a number it is not issued yet."""

    public_id: UUID
    title: str
    kind: BulletinKind
    region_name: str
    period_words: str
    state: BulletinState
    number: str
    written_on: date
    issued_on: date | None


class SpanOut(Schema):
    """A piece of text; `trail` is the address at which its figure can be followed."""

    text: str
    trail: str


class PassageOut(Schema):
    """A paragraph as it stands; `is_edited` where people have put words of their own."""

    prose: list[SpanOut]
    is_edited: bool


class GridOut(Schema):
    """A table; cells as text."""

    caption: str
    heads: list[str]
    rows: list[list[SpanOut]]
    note: str


class SectionOut(Schema):
    """A section; its charts are drawn from its tables and not told again."""

    heading: str
    passages: list[PassageOut]
    tables: list[GridOut]


class BulletinPageOut(Schema):
    """A bulletin with all its words and figures."""

    bulletin: BulletinOut
    sections: list[SectionOut]


@router.get("/", response=list[BulletinOut])
@paginate(CardPages)
def list_bulletins(request: HttpRequest) -> Any:
    """Bulletins that the caller sees, the newest first."""
    rows = bulletins_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return bulletin_lines, rows.order_by("-pk")


@router.get("/{uuid:public_id}", response=BulletinPageOut)
def one_bulletin(request: HttpRequest, public_id: UUID) -> Any:
    """One bulletin that the caller sees, as edited; 404 otherwise."""
    page = bulletin_page(request.actor, public_id)  # type: ignore[attr-defined]  # as above
    content = edited(page.content, {key: edit.text for key, edit in page.edits.items()})
    return {"bulletin": page.line, "sections": [_section(section, page.edits) for section in content.sections]}


def _section(section: Section, edits: Any) -> dict[str, Any]:
    passages = [block for block in section.blocks if isinstance(block, Passage)]
    grids = [block for block in section.blocks if isinstance(block, Grid)]
    return {
        "heading": section.heading,
        "passages": [{"prose": list(one.prose), "is_edited": one.key in edits} for one in passages],
        "tables": [
            {
                "caption": grid.caption,
                "heads": [head.label for head in grid.heads],
                "rows": [list(row) for row in grid.rows],
                "note": grid.note,
            }
            for grid in grids
        ],
    }
