"""Telling people something, in the transaction of the change that causes it; the same key is told once a person."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.messages.kinds import all_kinds
from liangxin.foundation.messages.models import Delivery, Message
from liangxin.foundation.messages.terms import TEXT_LIMIT, TITLE_LIMIT, DeliveryWay, MailTiming
from liangxin.foundation.trail.api import Subject, named
from liangxin.kernel.text import cut

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Note:
    """What to tell whom. `key` makes it one message a person and kind, however often it is told.

    `about` is the thing, ("progress.return", its public id). What the person has not read yet of the kinds in
    `supersedes` about the same thing counts as read: yesterday's reminder gives way to today's.
    """

    recipients: Collection[int]
    kind: str
    key: str
    title: str
    text: str = ""
    url: str = ""
    about: Subject = ("", "")
    supersedes: Collection[str] = ()


def tell(
    actor: Actor | None,
    recipients: Iterable[int],
    kind: str,
    *,
    key: str,
    title: str,
    text: str = "",
    url: str = "",
    about: Subject = ("", ""),
    supersedes: Collection[str] = (),
) -> int:
    """Tell accounts something; whoever causes it, `actor`, needs not be told. Returns how many were told anew."""
    note = Note(frozenset(recipients), kind, key, title, text, url, about, supersedes)
    return tell_many(actor, [note])


def tell_many(actor: Actor | None, notes: Iterable[Note]) -> int:
    """Tell many things at once, in the same few queries whatever their number. Returns how many messages are new.

    Disabled accounts are told nothing. Outside of a transaction, of a kind that no package declares, or with an address
    that is not of this site, it is a mistake of the caller.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("people are told inside the action's transaction")
    told = list(notes)
    _require_sound(told)
    wanted = {person for note in told for person in note.recipients} - {actor.account_id if actor else None}
    people = {
        row.pk: row for row in Account.objects.filter(pk__in=wanted, is_active=True).select_related("mail_choice")
    }
    rows = [_message(note, person) for note in told for person in sorted(note.recipients) if person in people]
    if not rows:
        return 0
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)
    ours = [row.public_id for row in rows]
    new = list(Message.objects.filter(public_id__in=ours).order_by("pk"))  # a key that was there kept its own row
    _supersede(told, new)
    _have_mailed(actor, [(row, people[row.recipient_id]) for row in new])
    return len(new)


def settle(subjects: Iterable[Subject], kinds: Collection[str]) -> int:
    """Things are done: what people have not read of these kinds about them needs no reading any more."""
    by_type: dict[str, list[str]] = {}
    for about in subjects:
        kind, identifier = named(about)
        by_type.setdefault(kind, []).append(identifier)
    things = Q(pk__in=[])
    for kind, identifiers in by_type.items():
        things |= Q(about_type=kind, about_id__in=identifiers)
    return Message.objects.filter(things, kind__in=kinds, read_at__isnull=True).update(read_at=timezone.now())


def _require_sound(notes: Sequence[Note]) -> None:
    known = all_kinds()
    for note in notes:
        if note.kind not in known:
            raise LookupError(f"no package declares messages of kind {note.kind!r}")
        require_own(note.url)


def require_own(url: str) -> None:
    """Refuse an address outside this site: a message leads nowhere else."""
    if url and not (url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)):
        raise ValueError(f"a message leads to a page of this site, not to {url!r}")


def _message(note: Note, person: int) -> Message:
    kind, identifier = named(note.about)
    return Message(
        public_id=uuid.uuid4(),
        recipient_id=person,
        kind=note.kind,
        key=f"{note.kind}:{note.key}",
        about_type=kind,
        about_id=identifier,
        title=cut(note.title, TITLE_LIMIT),
        text=cut(note.text, TEXT_LIMIT),
        url=note.url,
    )


def _supersede(notes: Sequence[Note], new: Sequence[Message]) -> None:
    replaced = {f"{note.kind}:{note.key}": note.supersedes for note in notes if note.supersedes}
    gone = {(row.recipient_id, kind, row.about_type, row.about_id) for row in new for kind in replaced.get(row.key, ())}
    if not gone:
        return
    older = Message.objects.filter(
        read_at__isnull=True,
        recipient__in={person for person, _, _, _ in gone},
        kind__in={kind for _, kind, _, _ in gone},
        about_type__in={about for _, _, about, _ in gone},
        about_id__in={identifier for _, _, _, identifier in gone},
    ).exclude(pk__in=[row.pk for row in new])
    stale = [row.pk for row in older if (row.recipient_id, row.kind, row.about_type, row.about_id) in gone]
    Message.objects.filter(pk__in=stale).update(read_at=timezone.now())


def _have_mailed(actor: Actor | None, told: Sequence[tuple[Message, Account]]) -> None:
    """A delivery for each message that its person wants by mail; those wanted at once are sent by one job."""
    if not settings.MAIL_IS_ON:
        return
    timings = [(message, timing_of(account, message.kind)) for message, account in told if account.email]
    made = [
        Delivery(way=DeliveryWay.MAIL.value, message=message, in_digest=timing is MailTiming.DIGEST)
        for message, timing in timings
        if timing is not MailTiming.OFF
    ]
    Delivery.objects.bulk_create(made, batch_size=_BATCH)
    if at_once := [row.pk for row in made if not row.in_digest]:
        enqueue("messages.send", actor or Actor.system("消息"), delivery_ids=at_once)


def timing_of(account: Account, kind: str) -> MailTiming:
    """When a message of this kind is mailed to a person, whose choice has been fetched."""
    choice = getattr(account, "mail_choice", None)
    if choice is None:
        return MailTiming.DIGEST if kind in all_kinds() and all_kinds()[kind].by_mail else MailTiming.OFF
    return MailTiming.of(choice.timing) if kind in choice.kinds else MailTiming.OFF
