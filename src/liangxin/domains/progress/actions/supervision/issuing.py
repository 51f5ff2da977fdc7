"""Writing an order and issuing it: its number is taken under a lock in the same transaction, so none is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.supervision.holding import held, moved, told, words_of
from liangxin.domains.progress.models import Order, OrderCounter, OrderSubject, OrderSupport
from liangxin.domains.progress.queries.supervision.facts import Subject, subjects_seen
from liangxin.domains.progress.queries.supervision.terms import terms_of
from liangxin.domains.progress.rules.rounds import due_day
from liangxin.domains.progress.rules.supervision import order_number
from liangxin.domains.progress.terms import (
    MOST_SUBJECTS,
    ORDER_TITLE_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    OrderLevel,
    OrderSource,
    OrderVerb,
    Power,
    SubjectKind,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order as somebody writes it. Due on a day, or so many working days from its issue, or by the level's terms.

    `subjects` are targets, tasks and returns by public id; `text` is a matter in words.
    """

    title: str
    asked: str
    source: OrderSource
    level: OrderLevel
    lead: UUID
    supports: tuple[UUID, ...] = ()
    subjects: tuple[tuple[SubjectKind, UUID], ...] = ()
    text: str = ""
    decided_by: str = ""
    due_on: date | None = None
    working_days: int | None = None


def draft_order(actor: Actor, region_code: str, draft: OrderDraft, on: date | None = None) -> UUID:
    """Write an order down without issuing it; returns its public id. Raises as `issue_order` does."""
    with transaction.atomic():
        return _written(actor, region_code, draft, on or timezone.localdate()).public_id


def issue_order(actor: Actor, region_code: str, draft: OrderDraft, on: date | None = None) -> UUID:
    """Write an order and issue it in one step; returns its public id.

    Raises FieldNeeded, FieldTooLong, SubjectsNeeded, SubjectUnknown, SubjectSupervised, UnitOfElsewhere, LeadSupports,
    OrderDueTooEarly, HolidaysUnknown, RegionNotFound, NotAllowed.
    """
    today = on or timezone.localdate()
    with transaction.atomic():
        row = _written(actor, region_code, draft, today)
        _issue(actor, row, today)
    return row.public_id


def issue_draft(actor: Actor, public_id: UUID | str, on: date | None = None) -> None:
    """Issue an order that was written down. Raises OrderStateUnfit, OrderDueTooEarly, OrderNotFound, NotAllowed."""
    with transaction.atomic():
        _issue(actor, held(actor, public_id, OrderVerb.ISSUE), on or timezone.localdate())


def rewrite_order(actor: Actor, public_id: UUID | str, draft: OrderDraft, on: date | None = None) -> None:
    """Write a draft anew. Raises as `draft_order` does, OrderStateUnfit, OrderNotFound."""
    with transaction.atomic():
        row = held(actor, public_id, OrderVerb.DRAFT)
        OrderSubject.objects.filter(order=row).delete()
        OrderSupport.objects.filter(order=row).delete()
        _fill(actor, row, draft, on or timezone.localdate())
        told(actor, row, OrderVerb.DRAFT, until=row.due_on)


def issued_for(actor: Actor, region_id: int, draft: OrderDraft, on: date) -> Order:
    """Issue what a meeting or a leader decided, within the caller's transaction; the caller has asked for the power."""
    row = Order(region_id=region_id, drafted_by_id=actor.account_id)
    _fill(actor, row, draft, on, SubjectKind.FOLLOW_UP)
    told(actor, row, OrderVerb.DRAFT, until=row.due_on)
    _issue(actor, row, on)
    return row


def _written(actor: Actor, region_code: str, draft: OrderDraft, on: date) -> Order:
    place = regions.region_seen(actor, region_code)
    actor.require(Power.SUPERVISE, place.path)
    row = Order(region_id=place.id, drafted_by_id=actor.account_id)
    _fill(actor, row, draft, on)
    told(actor, row, OrderVerb.DRAFT, until=row.due_on)
    return row


def _fill(actor: Actor, row: Order, draft: OrderDraft, on: date, kind: SubjectKind = SubjectKind.TEXT) -> None:
    lead, supports = _units(row, draft)
    things = subjects_seen(actor, draft.subjects, on)
    text = words_of(draft.text, "督办事项", REASON_LIMIT, "text", needed=False)
    if len(things) != len(set(draft.subjects)) or any(one.region_id != row.region_id for one in things):
        raise errors.SubjectUnknown(field="subjects")
    if not 0 < len(things) + bool(text) <= MOST_SUBJECTS:
        raise errors.SubjectsNeeded(field="text", most=MOST_SUBJECTS)
    row.title = words_of(draft.title, "标题", ORDER_TITLE_LIMIT, "title")
    row.asked = words_of(draft.asked, "要求", TEXT_LIMIT, "asked")
    row.decided_by = words_of(draft.decided_by, "谁决定", REASON_LIMIT, "decided_by", needed=False)
    row.source, row.level, row.lead_unit_id = draft.source.value, draft.level.value, lead.id
    row.due_on, row.due_working_days = draft.due_on, None if draft.due_on else draft.working_days
    if row.due_on is not None and row.due_on < on:
        raise errors.OrderDueTooEarly(field="due_on", due=row.due_on)
    row.save()
    OrderSupport.objects.bulk_create([OrderSupport(order=row, unit_id=unit.id) for unit in supports])
    _put_subjects(row, things, text, kind)


def _units(row: Order, draft: OrderDraft) -> tuple[regions.UnitCard, list[regions.UnitCard]]:
    wanted = [draft.lead, *dict.fromkeys(draft.supports)]
    if draft.lead in draft.supports:
        raise errors.LeadSupports(field="supports")
    known = regions.units_by_public_id(wanted)
    found = [known[one] for one in wanted if one in known]
    if len(found) != len(wanted) or any(one.heir_id or one.region.id != row.region_id for one in found):
        name = regions.regions_by_id([row.region_id])[row.region_id].name
        raise errors.UnitOfElsewhere(field="lead", region=name)
    return found[0], found[1:]


_ONE_FOR = "progress_ordersubject_one_for_"


def _put_subjects(row: Order, things: Sequence[Subject], text: str, kind: SubjectKind) -> None:
    rows = [
        OrderSubject(
            order=row,
            unit_id=row.lead_unit_id,
            kind=one.kind.value,
            target_id=one.target_id,
            task_id=one.task_id,
            answer_id=one.answer_id,
            title=one.title,
            facts=one.facts,
        )
        for one in things
    ]
    if text:
        rows.append(OrderSubject(order=row, unit_id=row.lead_unit_id, kind=kind.value, title=text))
    try:
        with transaction.atomic():
            OrderSubject.objects.bulk_create(rows)
    except IntegrityError as error:
        if _ONE_FOR not in str(error):
            raise
        raise _supervised(rows) from error


def _supervised(rows: Sequence[OrderSubject]) -> errors.SubjectSupervised:
    """The refusal that names the open order about one of these."""
    about = Q(pk__in=[])
    for one in rows:
        for name in ("target_id", "task_id", "answer_id"):
            if (number := getattr(one, name)) is not None:
                about |= Q(**{name: number, "unit_id": one.unit_id})
    other = OrderSubject.objects.filter(about, is_open=True).select_related("order").order_by("pk").first()
    said = f"{other.order.number or '拟稿'}《{other.order.title}》" if other else ""
    return errors.SubjectSupervised(field="subjects", subject=other.title if other else rows[0].title, order=said)


def _issue(actor: Actor, row: Order, on: date) -> None:
    terms = terms_of(row.region_id)[OrderLevel.of(row.level)]
    days = row.due_working_days or terms.days
    row.due_on = row.due_on or due_day(on, days)
    if row.due_on < on:
        raise errors.OrderDueTooEarly(field="due_on", due=row.due_on)
    row.year, row.serial = on.year, next_serial(row.region_id, on.year)
    row.number = order_number(row.year, row.serial)
    row.issued_by_id, row.issued_on = actor.account_id, on
    moved(row, OrderVerb.ISSUE)
    told(actor, row, OrderVerb.ISSUE, until=row.due_on)


def next_serial(region_id: int, year: int) -> int:
    """The next number of a region's year; who takes it holds it until the transaction ends, undone it was not taken."""
    table = OrderCounter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (region_id, year, last) VALUES (%s, %s, 1) "  # noqa: S608 - our own table's name
            "ON CONFLICT (region_id, year) DO UPDATE SET last = progress_ordercounter.last + 1 RETURNING last",
            [region_id, year],
        )
        (last,) = cursor.fetchone()
    return int(last)
