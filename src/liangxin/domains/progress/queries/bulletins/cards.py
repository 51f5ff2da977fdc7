"""Bulletins and templates in cards; what the office should write now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_bulletin, get_template, visible_bulletins, visible_templates
from liangxin.domains.progress.models import (
    Bulletin,
    BulletinEdit,
    BulletinPaper,
    BulletinTemplate,
    BulletinTemplateVersion,
)
from liangxin.domains.progress.queries.bulletins.writing import facts_for, paper_of
from liangxin.domains.progress.queries.regions import promising_regions
from liangxin.domains.progress.rules.bulletins.content import Content, read_back
from liangxin.domains.progress.rules.bulletins.moves import BULLETIN_MOVES
from liangxin.domains.progress.rules.bulletins.paper import Paper, document_of, edited
from liangxin.domains.progress.rules.bulletins.template import Template, template_of
from liangxin.domains.progress.rules.bulletins.writing import write
from liangxin.domains.progress.rules.rounds import last_ended
from liangxin.domains.progress.terms import BulletinKind, BulletinState, BulletinVerb, Power, RoundKind
from liangxin.domains.regions import api as regions
from liangxin.engines.official import document_bytes
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """A bulletin in a list."""

    public_id: UUID
    title: str
    kind: BulletinKind
    region_name: str
    period: Period
    state: BulletinState
    number: str
    written_on: date
    issued_on: date | None

    @property
    def period_words(self) -> str:
        return str(self.period)


@dataclass(frozen=True, slots=True)
class EditCard:
    """A paragraph edited by hand, with figures that no fact says and the reason given for them."""

    key: str
    text: str
    doubts: tuple[str, ...]
    reason: str
    version: int
    by: str
    at: datetime

    @property
    def is_open(self) -> bool:
        return bool(self.doubts) and not self.reason


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """A bulletin as it is read: computed content, edits by key, what the actor may do with it."""

    line: BulletinLine
    region_code: str
    content: Content
    edits: dict[str, EditCard]
    template_name: str
    template_version: int
    has_red_head: bool
    made_by: str
    submitted_by: str
    issued_by: str
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdraw_reason: str
    may: frozenset[BulletinVerb]
    is_own: bool
    has_file: bool
    history: Sequence[TrailCard]


def bulletins_listed(actor: Actor) -> QuerySet[Bulletin]:
    """The rows of the list of bulletins, for `bulletin_lines`."""
    return visible_bulletins(actor).select_related("region").defer("facts", "content", "template")


def bulletin_lines(rows: Iterable[Bulletin]) -> list[BulletinLine]:
    """Cards of rows of `bulletins_listed`."""
    return [_line(row) for row in rows]


def _line(row: Bulletin) -> BulletinLine:
    return BulletinLine(
        public_id=row.public_id,
        title=row.title,
        kind=BulletinKind.of(row.kind),
        region_name=row.region.name,
        period=Period(row.starts_on, row.ends_on),
        state=BulletinState.of(row.state),
        number=row.number_words,
        written_on=row.written_on,
        issued_on=row.issued_on,
    )


def bulletin_page(actor: Actor, public_id: UUID | str) -> BulletinPage:
    """One bulletin that the actor sees. Raises BulletinNotFound."""
    row = get_bulletin(actor, public_id)
    state = BulletinState.of(row.state)
    moves = [move for move in BULLETIN_MOVES if move.source is state and actor.may(move.power, row.region.path)]
    is_own = actor.account_id is not None and row.submitted_by_id == actor.account_id
    return BulletinPage(
        line=_line(row),
        region_code=row.region.code,
        content=read_back(row.content),
        edits={one.key: one for one in _edits(row)},
        template_name=row.template_name,
        template_version=row.template_version,
        has_red_head=row.has_red_head,
        made_by=row.made_by.name if row.made_by else "",
        submitted_by=row.submitted_by.name if row.submitted_by else "",
        issued_by=row.issued_by.name if row.issued_by else "",
        withdrawn_by=row.withdrawn_by.name if row.withdrawn_by else "",
        withdrawn_at=row.withdrawn_at,
        withdraw_reason=row.withdraw_reason,
        may=frozenset(move.verb for move in moves if not (is_own and move.verb is BulletinVerb.ISSUE)),
        is_own=is_own,
        has_file=row.file_id is not None,
        history=entries_of(("progress.bulletin", str(row.pk))),
    )


def _edits(row: Bulletin) -> list[EditCard]:
    rows = BulletinEdit.objects.filter(bulletin=row.pk).select_related("edited_by").order_by("pk")
    return [
        EditCard(
            key=one.passage,
            text=one.text,
            doubts=tuple(one.doubts),
            reason=one.reason,
            version=one.version,
            by=one.edited_by.name if one.edited_by else "",
            at=one.edited_at,
        )
        for one in rows
    ]


def bulletin_file(actor: Actor, public_id: UUID | str, base: str) -> tuple[str, StoredFile | bytes]:
    """The name and the Word file: of an issued bulletin the kept one, of a draft made now. Raises BulletinNotFound."""
    row = get_bulletin(actor, public_id)
    name = f"{row.title}.docx"
    if row.file is not None:
        return name, row.file
    edits = {one.key: one.text for one in _edits(row)}
    paper = paper_of(row, base)
    return name, document_bytes(document_of(edited(read_back(row.content), edits), paper))


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A monthly report that a region's office has not written yet."""

    region_code: str
    region_name: str
    period: Period


def to_write(actor: Actor, on: date) -> list[ToWrite]:
    """Monthly reports of the last month that nobody has begun, in the regions whose own office the actor is."""
    if not actor.may(Power.WRITE):
        return []
    holds, period = actor.paths(Power.WRITE), last_ended(RoundKind.MONTHLY, on)
    places = regions.regions_by_id(promising_regions())
    mine = {one.id: one for one in places.values() if one.path in holds}
    rows = Bulletin.objects.filter(region__in=mine, kind=BulletinKind.MONTHLY.value, starts_on=period.start)
    begun = set(rows.exclude(state=BulletinState.WITHDRAWN.value).values_list("region_id", flat=True))
    return [
        ToWrite(one.code, one.name, period)
        for one in sorted(mine.values(), key=lambda one: one.path)
        if one.id not in begun
    ]


def to_issue(actor: Actor, limit: int) -> list[BulletinLine]:
    """Bulletins that wait for the actor's signature: never those that it submitted itself."""
    rows = bulletins_listed(actor).filter(state=BulletinState.SUBMITTED.value).order_by("submitted_at", "pk")
    found = [row for row in rows[: limit * 4] if actor.may(Power.ISSUE, row.region.path)]
    return [_line(row) for row in found if row.submitted_by_id != actor.account_id][:limit]


def bulletins_named(actor: Actor, words: str, limit: int = 10) -> list[BulletinLine]:
    """Bulletins whose title holds the words."""
    return bulletin_lines(bulletins_listed(actor).filter(title__icontains=words).order_by("-pk")[:limit])


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template of an office's own."""

    public_id: UUID
    name: str
    kind: BulletinKind
    region_name: str
    region_code: str
    version: int


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A template to be edited, with who made its last version."""

    line: TemplateLine
    template: Template
    made_by: str
    made_at: datetime


def template_lines(actor: Actor, region_code: str = "") -> list[TemplateLine]:
    """The templates that the actor may edit, of one region or of all."""
    rows = visible_templates(actor).select_related("region").order_by("region__path", "kind", "name")
    return [_template(row) for row in (rows.filter(region__code=region_code) if region_code else rows)]


def _template(row: BulletinTemplate) -> TemplateLine:
    kind = BulletinKind.of(row.kind)
    return TemplateLine(row.public_id, row.name, kind, row.region.name, row.region.code, row.version)


def template_page(actor: Actor, public_id: UUID | str) -> TemplatePage:
    """One template. Raises TemplateNotFound."""
    row = get_template(actor, public_id)
    rows = BulletinTemplateVersion.objects.select_related("made_by")
    version = rows.get(template=row.pk, number=row.version)
    by = version.made_by.name if version.made_by else ""
    return TemplatePage(_template(row), template_of(BulletinKind.of(row.kind), version.body), by, version.made_at)


def preview(actor: Actor, region_code: str, template: Template, on: date) -> Content | None:
    """What a sound template would say now of the last month; None where there is nothing to write about."""
    region = regions.region_seen(actor, region_code)
    try:
        facts = facts_for(actor, region, template.kind, last_ended(RoundKind.MONTHLY, on), "", on)
    except (errors.NothingToWrite, errors.SubjectNeeded):
        return None
    return write(template, facts)


def paper_card(actor: Actor, region_code: str) -> Paper:
    """How a region's bulletins are set to look; empty where nothing is set."""
    region = regions.region_seen(actor, region_code)
    actor.require(Power.WRITE, region.path)
    kept = BulletinPaper.objects.filter(region=region.id).first() or BulletinPaper()
    return Paper(
        number=kept.number_prefix,
        signed_by=kept.signed_by,
        red_head=kept.red_head,
        body_font=kept.body_font,
        title_font=kept.title_font,
    )
