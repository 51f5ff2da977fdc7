"""Workbooks of goods and merchants: the list of those sent, one with what it does, the template and what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.goods import PUBLISHES, SENDS, get_sent, visible_sent
from liangxin.domains.schemes.models import SentList, SentRow
from liangxin.domains.schemes.queries.goods import GoodsCard
from liangxin.domains.schemes.rules.sheets import RowFault, goods_sheet
from liangxin.domains.schemes.terms import ListSubject, SentOutcome, SentState
from liangxin.engines.sheets import Mark, write_marked, write_template
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile, path_of
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class SentCard:
    """A workbook with the counts of its rows; `same_as` is the one that published the same list first."""

    id: int
    public_id: UUID
    subject: ListSubject
    file_name: str
    state: SentState
    new: int
    changed: int
    unchanged: int
    faulty: int
    uploaded_by: str
    uploaded_at: datetime
    published_by: str
    published_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    undo_reason: str
    same_as: tuple[UUID, str, datetime] | None

    @property
    def writes(self) -> int:
        return self.new + self.changed

    @property
    def is_open(self) -> bool:
        return self.state is SentState.CHECKED


@dataclass(frozen=True, slots=True)
class SentLine:
    """A sound row of a workbook and what it does."""

    number: int
    name: str
    outcome: SentOutcome
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SentPage:
    """One workbook with its region and what may be done."""

    card: SentCard
    region: regions.RegionCard
    notices: tuple[tuple[str, Mapping[str, str]], ...]
    faults: int
    may_send: bool
    may_publish: bool
    is_own: bool
    history: tuple[TrailCard, ...]


def sent_card(row: SentList) -> SentCard:
    """The card of a workbook fetched with its people."""
    first = row.same_as
    return SentCard(
        id=row.pk,
        public_id=row.public_id,
        subject=ListSubject.of(row.subject),
        file_name=row.file_name,
        state=SentState.of(row.state),
        new=row.rows_new,
        changed=row.rows_changed,
        unchanged=row.rows_unchanged,
        faulty=row.rows_faulty,
        uploaded_by=_name(row.uploaded_by),
        uploaded_at=row.uploaded_at,
        published_by=_name(row.published_by),
        published_at=row.published_at,
        undone_by=_name(row.undone_by),
        undone_at=row.undone_at,
        undo_reason=row.undo_reason,
        same_as=(first.public_id, _name(first.published_by), first.published_at)
        if first and first.published_at
        else None,
    )


def _name(account: Any) -> str:
    return account.name if account else ""


def sent_listed(actor: Actor, region_id: int, subject: ListSubject) -> QuerySet[SentList]:
    """The rows of the list of a region's workbooks, for `sent_cards`."""
    rows = visible_sent(actor).filter(region=region_id, subject=subject.value)
    return rows.select_related("uploaded_by", "published_by", "undone_by", "same_as__published_by")


def sent_cards(rows: Sequence[SentList]) -> list[SentCard]:
    """Cards of rows of `sent_listed`."""
    return [sent_card(row) for row in rows]


def sent_page(actor: Actor, public_id: UUID | str) -> SentPage:
    """One workbook. Raises SentNotFound."""
    row = get_sent(actor, public_id)
    subject, path = ListSubject.of(row.subject), row.region.path
    return SentPage(
        card=sent_card(row),
        region=regions.regions_by_id([row.region_id])[row.region_id],
        notices=tuple((sentence, details) for sentence, details in row.notices),
        faults=len(row.faults),
        may_send=actor.may(SENDS[subject], path),
        may_publish=actor.may(PUBLISHES[subject], path),
        is_own=row.uploaded_by_id is not None and row.uploaded_by_id == actor.account_id,
        history=tuple(entries_of(row)),
    )


def sent_faults(actor: Actor, public_id: UUID | str) -> list[RowFault]:
    """What is wrong with the cells of a workbook. Raises SentNotFound."""
    return [RowFault(**fault) for fault in get_sent(actor, public_id).faults]


def sent_rows(actor: Actor, public_id: UUID | str) -> QuerySet[SentRow]:
    """The rows for `sent_lines`. Raises SentNotFound."""
    return SentRow.objects.filter(sent=get_sent(actor, public_id))


def sent_lines(rows: Sequence[SentRow]) -> list[SentLine]:
    """Cards of rows of `sent_rows`."""
    return [
        SentLine(row.number, row.name, SentOutcome.of(row.outcome), tuple((a, b, c) for a, b, c in row.changes))
        for row in rows
    ]


def sent_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """The workbook as it was sent, and its owner's name for it. Raises SentNotFound."""
    row = get_sent(actor, public_id)
    return row.file, row.file_name


def write_marked_sent(actor: Actor, public_id: UUID | str, target: IO[bytes]) -> tuple[str, str]:
    """The person's own workbook with its faults marked: its name and the suffix that it should have."""
    row = get_sent(actor, public_id)
    marks = [
        Mark(fault.row, fault.column, fault.sentence % fault.details, fault.remedy % fault.details)
        for fault in (RowFault(**values) for values in row.faults)
    ]
    suffix = write_marked(path_of(row.file), marks, target, sheet=row.sheet, head_row=row.head_row, name=row.file_name)
    return row.file_name, suffix


def write_goods_sheet(target: IO[bytes], cards: Sequence[GoodsCard]) -> None:
    """Goods in the columns of the template, so that they read back unchanged; without cards the blank template."""
    rows = [
        {
            "barcode": card.barcode,
            "category": card.category.value,
            "brand": card.brand,
            "model": card.model,
            "grade": str(card.grade) if card.grade is not None else None,
            "grade_kind": card.grade_kind.value if card.grade_kind else None,
            "standard": card.standard or None,
            "price": card.price,
        }
        for card in cards
    ]
    write_template(goods_sheet(), target, rows) if rows else write_template(goods_sheet(), target)
