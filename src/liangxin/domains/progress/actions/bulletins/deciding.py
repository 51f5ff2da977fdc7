"""A bulletin goes to be signed, comes back, is issued by somebody else under the next number, or is withdrawn."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.bulletins.holding import held, subject_of
from liangxin.domains.progress.models import Bulletin, BulletinCounter, BulletinEdit
from liangxin.domains.progress.queries.bulletins.writing import paper_of
from liangxin.domains.progress.rules.bulletins.content import read_back
from liangxin.domains.progress.rules.bulletins.moves import may_issue
from liangxin.domains.progress.rules.bulletins.paper import document_of, edited
from liangxin.domains.progress.rules.bulletins.template import number_words
from liangxin.domains.progress.terms import REASON_LIMIT, BulletinState, BulletinVerb, Deed
from liangxin.engines.official import document_bytes
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def submit_bulletin(actor: Actor, public_id: UUID | str) -> None:
    """Send a draft to be signed. Raises DoubtsOpen, BulletinStateUnfit, BulletinNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, BulletinVerb.SUBMIT)
        _require_answered(row)
        Bulletin.objects.filter(pk=row.pk).update(
            state=BulletinState.SUBMITTED.value, submitted_by=actor.account_id, submitted_at=timezone.now()
        )
        record(actor, Deed.BULLETIN_SUBMITTED, subject_of(row), region_path=row.region.path)


def _require_answered(row: Bulletin) -> None:
    """Figures typed by hand that no fact says need a reason, where their paragraph still stands."""
    stand = {passage.key for passage in read_back(row.content).passages()}
    edits = BulletinEdit.objects.filter(bulletin=row.pk, passage__in=stand, reason="").exclude(doubts=[])
    doubtful = list(edits.order_by("pk"))
    if doubtful:
        raise errors.DoubtsOpen(count=len(doubtful), first=doubtful[0].doubts[0])


def send_bulletin_back(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Give a bulletin back to its writers with a word why. Raises ReasonNeeded, BulletinStateUnfit, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, BulletinVerb.SEND_BACK)
        if not reason.strip():
            raise errors.ReasonNeeded(field="reason", what="退回")
        Bulletin.objects.filter(pk=row.pk).update(state=BulletinState.DRAFT.value, submitted_by=None, submitted_at=None)
        words = cut(reason.strip(), REASON_LIMIT)
        record(actor, Deed.BULLETIN_SENT_BACK, subject_of(row), region_path=row.region.path, reason=words)


def issue_bulletin(actor: Actor, public_id: UUID | str, base: str, on: date | None = None) -> str:
    """Issue a bulletin under the next number of its year and keep its file; returns the number in words.

    `base` is the address of the installation ("https://host"), to which the links of the file lead.
    Raises OwnBulletin, DoubtsOpen, BulletinStateUnfit, BulletinNotFound, NotAllowed.
    """
    today = on or timezone.localdate()
    with transaction.atomic():
        row = held(actor, public_id, BulletinVerb.ISSUE)
        if not may_issue(row.submitted_by_id, actor.account_id):
            raise errors.OwnBulletin
        _require_answered(row)
        number = _next_number(row, today.year)
        pattern = str(row.template.get("number") or "第{n}期")
        paper = paper_of(row, base, number=number_words(pattern, today.year, number), on=today)
        content = edited(read_back(row.content), edits_of(row))
        stored = store(actor, document_bytes(document_of(content, paper)), f"{row.title}.docx")
        row.state, row.year, row.number, row.number_words = BulletinState.ISSUED.value, today.year, number, paper.number
        row.issued_by_id, row.issued_at, row.issued_on, row.file = actor.account_id, timezone.now(), today, stored
        row.save()
        after = {"number": paper.number, "file": stored.sha256}
        record(actor, Deed.BULLETIN_ISSUED, subject_of(row), region_path=row.region.path, after=after)
    return paper.number


def _next_number(row: Bulletin, year: int) -> int:
    """The number after the last one, taken under the counter's lock until the transaction ends."""
    place = {"region_id": row.region_id, "kind": row.kind, "year": year}
    BulletinCounter.objects.bulk_create([BulletinCounter(**place)], ignore_conflicts=True)
    counter = BulletinCounter.objects.select_for_update().get(**place)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def edits_of(row: Bulletin) -> dict[str, str]:
    """Paragraphs edited by hand, by key."""
    return dict(BulletinEdit.objects.filter(bulletin=row.pk).values_list("passage", "text"))


def withdraw_bulletin(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Withdraw an issued bulletin with a reason; its number stays taken. Raises ReasonNeeded, BulletinStateUnfit."""
    with transaction.atomic():
        row = held(actor, public_id, BulletinVerb.WITHDRAW)
        words = cut(reason.strip(), REASON_LIMIT)
        if not words:
            raise errors.ReasonNeeded(field="reason", what="撤销")
        Bulletin.objects.filter(pk=row.pk).update(
            state=BulletinState.WITHDRAWN.value,
            withdrawn_by=actor.account_id,
            withdrawn_at=timezone.now(),
            withdraw_reason=words,
        )
        record(actor, Deed.BULLETIN_WITHDRAWN, subject_of(row), region_path=row.region.path, reason=words)
