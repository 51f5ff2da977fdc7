"""A workbook of goods or merchants: taken in and checked, published as a whole, undone as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.access.goods import PUBLISHES, SENDS, get_sent
from liangxin.domains.schemes.actions.goods_hand import GoodsHand
from liangxin.domains.schemes.actions.hands import Hand, RowChecked
from liangxin.domains.schemes.actions.merchants_hand import MerchantsHand
from liangxin.domains.schemes.models import SentList, SentRow
from liangxin.domains.schemes.queries.workbooks import SentCard, sent_card
from liangxin.domains.schemes.rules.merchants import require_other
from liangxin.domains.schemes.rules.sheets import RowFault, fault_of, faults_of_cells, said
from liangxin.domains.schemes.terms import (
    MOST_FAULTS,
    REASON_LIMIT,
    WORKBOOK_ROWS,
    Deed,
    ListSubject,
    SentOutcome,
    SentState,
)
from liangxin.engines.sheets import SheetLimits, SheetReading, SheetType, read_sheet
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import path_of, store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.trail.api import record
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut

_LIMITS: Final = SheetLimits(bytes=20_000_000, rows=WORKBOOK_ROWS, faults=MOST_FAULTS)
_HANDS: Final[dict[ListSubject, Hand]] = {ListSubject.GOODS: GoodsHand(), ListSubject.MERCHANTS: MerchantsHand()}
_WRITES: Final = (SentOutcome.NEW.value, SentOutcome.CHANGED.value)


def hand_of(subject: ListSubject) -> Hand:
    """What a subject's workbooks do."""
    return _HANDS[subject]


def take_sent(
    actor: Actor, region_code: str, subject: ListSubject, content: bytes | Readable, name: str, *, on: date
) -> SentCard:
    """Keep a workbook for a region's list and say what each row would do; nothing is published.

    Raises SheetRefused for the workbook as a whole, RegionNotFound, NotAllowed, and those of foundation.files.
    """
    region = regions.region_seen(actor, region_code)
    actor.require(SENDS[subject], region.path)
    with transaction.atomic():
        sent = SentList(
            region_id=region.id,
            subject=subject.value,
            file=store(actor, content, name),
            file_name=name[-200:],
            uploaded_by_id=actor.account_id,
        )
        _check(sent, region, on)
        after = {"file": sent.file.sha256, "file_name": sent.file_name, **_counts(sent)}
        record(actor, Deed.SENT_CHECKED, sent, region_path=region.path, after=after)
    return sent_card(sent)


def recheck_sent(actor: Actor, public_id: UUID | str, *, on: date) -> SentCard:
    """Look anew at a workbook that is not published. Raises SentNotReady, SentNotFound, NotAllowed."""
    with transaction.atomic():
        sent = _locked(actor, public_id, SentState.CHECKED, SENDS)
        SentRow.objects.filter(sent=sent).delete()
        _check(sent, regions.regions_by_id([sent.region_id])[sent.region_id], on)
    return sent_card(sent)


def publish_sent(actor: Actor, public_id: UUID | str, *, on: date, sound_only: bool = False) -> SentCard:
    """Write what a check has found, in one transaction; with `sound_only` without the rows that have faults.

    Merchants are published by another person than sent them. Raises SentHasFaults, SentEmpty, SentOutdated,
    SameReviewer, SentNotReady, SentNotFound, NotAllowed.
    """
    with transaction.atomic():
        sent = _locked(actor, public_id, SentState.CHECKED, PUBLISHES)
        subject = ListSubject.of(sent.subject)
        if subject is ListSubject.MERCHANTS:
            require_other(sent.uploaded_by_id, actor.account_id)
        if sent.rows_faulty and not sound_only:
            raise errors.SentHasFaults(count=sent.rows_faulty)
        rows = _rows(sent)
        if not rows:
            raise errors.SentEmpty
        region = regions.regions_by_id([sent.region_id])[sent.region_id]
        targets = hand_of(subject).write(actor, region, sent, rows, on)
        for row, target in zip(rows, targets, strict=True):
            row.target = target
        SentRow.objects.bulk_update(rows, ["target"], batch_size=1000)
        sent.published_at, sent.published_by_id = timezone.now(), actor.account_id
        _close(actor, sent, SentState.PUBLISHED, Deed.SENT_PUBLISHED, "")
    return sent_card(sent)


def undo_sent(actor: Actor, public_id: UUID | str, reason: str) -> SentCard:
    """Take back what a published workbook has done, all or nothing.

    Raises ReasonMissing, SentUndoImpossible, SentNotReady, SentNotFound, NotAllowed.
    """
    told = cut(reason.strip(), REASON_LIMIT)
    with transaction.atomic():
        sent = _locked(actor, public_id, SentState.PUBLISHED, PUBLISHES)
        if not told:
            raise errors.ReasonMissing(field="reason")
        moment = timezone.now()
        hand_of(ListSubject.of(sent.subject)).take_back(sent, _rows(sent), moment, told)
        sent.undone_at, sent.undone_by_id, sent.undo_reason = moment, actor.account_id, told
        _close(actor, sent, SentState.UNDONE, Deed.SENT_UNDONE, told)
    return sent_card(sent)


@dataclass
class _Checked:
    """Rows to be kept and what is wrong."""

    rows: list[SentRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    faulty: set[int] = field(default_factory=set)


def _check(sent: SentList, region: regions.RegionCard, on: date) -> None:
    hand = hand_of(ListSubject.of(sent.subject))
    sheet = hand.sheet()
    reading = read_sheet(sheet, path_of(sent.file), name=sent.file_name, on=on, limits=_LIMITS)
    checked = _checked(hand, sheet, reading, region, on)
    sent.sheet, sent.head_row, sent.digest = reading.sheet, reading.head_row, reading.digest
    sent.notices = [[one.sentence, {key: said(value) for key, value in one.details.items()}] for one in reading.notices]
    sent.faults = [one.as_json() for one in sorted(checked.faults, key=lambda one: (one.row, len(one.column)))]
    known = SentList.objects.filter(
        region=region.id, subject=sent.subject, digest=reading.digest, state=SentState.PUBLISHED.value
    )
    sent.same_as = known.exclude(pk=sent.pk).order_by("id").first()
    _leave_known(sent, checked.rows)
    for outcome in SentOutcome:
        setattr(sent, f"rows_{outcome.value}", sum(row.outcome == outcome.value for row in checked.rows))
    sent.rows_faulty = len(checked.faulty)
    sent.save()
    for row in checked.rows:
        row.sent = sent
    SentRow.objects.bulk_create(checked.rows, batch_size=2000)


def _checked(hand: Hand, sheet: SheetType, reading: SheetReading, region: regions.RegionCard, on: date) -> _Checked:
    found = _Checked(faults=faults_of_cells(reading.faults, sheet))
    sound = list(reading.sound_rows)
    letters = {one.column.code: one.letters for one in reading.columns}
    for row, one in zip(sound, hand.check(region, [row.values for row in sound], on), strict=True):
        if isinstance(one, Refusal):
            code = one.field if one.field in letters else ""
            label = sheet.column(code).label if code else ""
            typed = str(row.values.get(code) or "") if code else ""
            found.faults.append(fault_of(row.number, letters.get(code or "", ""), label, one, typed))
            continue
        found.rows.append(_row(row.number, row.digest, one))
    kept = {row.number for row in found.rows}
    found.faulty = {fault.row for fault in found.faults} | {row.number for row in reading.rows} - kept
    return found


def _row(number: int, digest: str, one: RowChecked) -> SentRow:
    return SentRow(
        number=number,
        digest=digest,
        outcome=one.outcome,
        name=cut(one.name, 200),
        changes=[list(change) for change in one.changes],
        values=one.values,
        target=one.target,
        clock=one.clock,
        before=one.before,
    )


def _leave_known(sent: SentList, rows: Sequence[SentRow]) -> None:
    """Rows that have come in before change nothing, whatever became of them since."""
    published = SentRow.objects.filter(
        sent__region=sent.region_id, sent__subject=sent.subject, sent__state=SentState.PUBLISHED.value
    )
    came = set(published.filter(digest__in=[row.digest for row in rows]).values_list("digest", flat=True))
    for row in rows:
        if row.digest in came:
            row.outcome, row.changes = SentOutcome.UNCHANGED.value, []


def _rows(sent: SentList) -> list[SentRow]:
    return list(SentRow.objects.filter(sent=sent, outcome__in=_WRITES).order_by("number"))


def _locked(actor: Actor, public_id: UUID | str, state: SentState, powers: dict[ListSubject, Any]) -> SentList:
    """The workbook, checked, locked and read again."""
    known = get_sent(actor, public_id)
    actor.require(powers[ListSubject.of(known.subject)], known.region.path)
    rows = SentList.objects.select_for_update(of=("self",)).select_related("region", "file", "uploaded_by")
    sent = rows.get(pk=known.pk)
    if sent.state != state.value:
        raise errors.SentNotReady(state=SentState.of(sent.state))
    return sent


def _counts(sent: SentList) -> dict[str, int]:
    return {name: getattr(sent, f"rows_{name}") for name in ("new", "changed", "unchanged", "faulty")}


def _close(actor: Actor, sent: SentList, state: SentState, deed: Deed, reason: str) -> None:
    sent.state = state.value
    sent.save()
    after = _counts(sent) | {"file": sent.file_name}
    record(actor, deed, sent, region_path=sent.region.path, reason=reason, after=after)
