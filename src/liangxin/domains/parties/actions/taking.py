"""Taking in many parties at once: the same identity is the same party, and twice the same changes nothing.

Rows are written by their blind index in its order, so that two who take in the same at once wait and do not block.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from liangxin.domains.parties.access import visible_parties
from liangxin.domains.parties.errors import PartyNotFound, RowsWrong
from liangxin.domains.parties.models import ACCOUNT, IDENTITY, NAME, PHONE, Keeping, Party, Place
from liangxin.domains.parties.rules.deeds import require_sound
from liangxin.domains.parties.rules.facts import Facts, ReadFacts, firm_name, identity_said, read_facts
from liangxin.domains.parties.rules.keeping import keeping_rules
from liangxin.domains.parties.terms import SOURCE_LIMIT, Deed, PartyField, PartyKind, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.fields import blind
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

BATCH = 4000
_FILLED = {  # what is filled together: the value and its blind index
    PartyField.PHONE: ("phone", "phone_index"),
    PartyField.BANK_ACCOUNT: ("bank_account", "account_index"),
    PartyField.ADDRESS: ("address",),
    PartyField.CONTACT: ("contact",),
}
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent to what rests on it: the day it was given and the version of the wording that was shown."""

    given_on: date
    wording: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The parties in the order of the facts; how many are new, how many were known.

    `differing` are the rows, counted from 0, whose party has another name, telephone or account: those stay as they
    are, a person changes them.
    """

    ids: tuple[int, ...]
    new: int
    same: int
    differing: tuple[int, ...] = ()


def take_in(
    actor: Actor,
    region_id: int,
    facts: Sequence[Facts],
    *,
    source: str,
    consent: Consent | None = None,
    report: Report | None = None,
) -> TakenIn:
    """Enter people and enterprises of a region; who is known is the same party, and what was empty of it is filled.

    Raises RowsWrong with every fault of every row and takes in nothing then; NotAllowed.
    """
    region = regions.regions_by_id([region_id]).get(region_id)
    if region is None:
        raise PartyNotFound
    actor.require(Power.EDIT, region.path)
    today = timezone.localdate()
    read = _read(facts, today)
    with transaction.atomic():
        made = _enter(_Load(region_id, cut(source, SOURCE_LIMIT), today), read, consent, report)
        after = {"rows": len(read), "new": made.new, "same": made.same, "source": source}
        if made.new or made.same:
            record(
                actor, Deed.TAKEN_IN, ("parties.party", f"region-{region.code}"), region_path=region.path, after=after
            )
    return made


def _read(facts: Sequence[Facts], today: date) -> list[ReadFacts]:
    read, faults = [], []
    for row, each in enumerate(facts):
        said, wrong = read_facts(each, on=today)
        read.append(said)
        faults += [(row, fault.field, fault.words) for fault in wrong]
    if faults:
        row, where, words = faults[0]
        raise RowsWrong(count=len(faults), row=row + 1, words=f"{where.label}{words}", faults=tuple(faults))
    return read


@dataclass(slots=True)
class _Load:
    """One load under way: what is common to its rows, and what came of them so far."""

    region_id: int
    source: str
    today: date
    ids: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    differing: set[str] = field(default_factory=set)


def _enter(load: _Load, read: Sequence[ReadFacts], consent: Consent | None, report: Report | None) -> TakenIn:
    indexes = [blind(IDENTITY, identity_said(each.kind, each.identity)) for each in read]
    wanted = dict(zip(indexes, read, strict=True))
    ordered = sorted(wanted)
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        _enter_batch(load, {index: wanted[index] for index in batch})
        if report:
            report(len(load.ids), len(wanted))
    if consent:
        _consented(load, wanted, consent)
    differing = tuple(row for row, index in enumerate(indexes) if index in load.differing)
    ids = tuple(load.ids[index] for index in indexes)
    return TakenIn(ids, len(load.new), len(wanted) - len(load.new), differing)


def _enter_batch(load: _Load, wanted: Mapping[str, ReadFacts]) -> None:
    """Those not known yet in one statement; whoever entered one of them meanwhile is met as known."""
    known = _found(wanted)
    rows = [
        new_party(said, load.region_id, load.source, load.today) for index, said in wanted.items() if index not in known
    ]
    Party.objects.bulk_create(rows, ignore_conflicts=True)
    made = {row.public_id for row in rows}
    for index, (pk, heir, public_id) in {**known, **_found(index for index in wanted if index not in known)}.items():
        load.ids[index] = heir or pk
        if public_id in made:
            load.new[index] = pk
    _meet(load, {index: said for index, said in wanted.items() if index not in load.new})


def _found(indexes: Iterable[str]) -> dict[str, tuple[int, int | None, UUID]]:
    """By the blind index of an identity: the row, the one it was merged into, its public id."""
    rows = Party.objects.filter(identity_index__in=list(indexes)).order_by("pk")
    named = rows.values_list("identity_index", "pk", "merged_into_id", "public_id")
    return {str(index): (pk, heir, public_id) for index, pk, heir, public_id in named}


def _meet(load: _Load, known: Mapping[str, ReadFacts]) -> None:
    """Parties that are known: used again from today, here too, filled where they were empty; what differs is noted."""
    ids = {load.ids[index] for index in known}
    if not ids:
        return
    rows = Party.objects.filter(pk__in=ids).annotate(
        has_address=Q(address__isnull=False), has_contact=Q(contact__isnull=False)
    )
    light = rows.defer("person_name", "identity", "contact", "phone", "address", "bank_account")
    by_id = {row.pk: row for row in light.select_for_update(of=("self",)).order_by("pk")}
    filled: dict[PartyField, dict[int, Party]] = {}
    for index, said in known.items():
        row = by_id[load.ids[index]]
        for empty in _fill(row, said):
            filled.setdefault(empty, {})[row.pk] = row
        if _differs(row, said):
            load.differing.add(index)
    for empty, columns in _FILLED.items():
        if empty in filled:
            Party.objects.bulk_update(filled[empty].values(), columns, batch_size=500)
    Party.objects.filter(pk__in=ids, last_used_on__lt=load.today).update(last_used_on=load.today)
    elsewhere = [pk for pk, row in by_id.items() if row.region_id != load.region_id]
    Place.objects.bulk_create(
        [Place(party_id=pk, region_id=load.region_id, source=load.source, since=load.today) for pk in elsewhere],
        ignore_conflicts=True,
    )


def _fill(row: Any, said: ReadFacts) -> list[PartyField]:
    """Set what is empty of the row and said now; bulk_update computes no blind index, so it is set here too."""
    filled = []
    if said.phone and row.phone_index is None:
        row.phone, row.phone_index = said.phone, blind(PHONE, said.phone)
        filled.append(PartyField.PHONE)
    if said.bank_account and row.account_index is None:
        row.bank_account, row.account_index = said.bank_account, blind(ACCOUNT, said.bank_account)
        filled.append(PartyField.BANK_ACCOUNT)
    if said.address and not row.has_address:
        row.address = said.address
        filled.append(PartyField.ADDRESS)
    if said.contact and not row.has_contact:
        row.contact = said.contact
        filled.append(PartyField.CONTACT)
    return filled


def _differs(row: Party, said: ReadFacts) -> bool:
    if said.kind is PartyKind.ENTERPRISE:
        other_name = firm_name(said.name) != row.plain_name
    else:
        other_name = row.name_index not in (None, blind(NAME, said.name))
    return (
        other_name
        or bool(said.phone and row.phone_index not in (None, blind(PHONE, said.phone)))
        or bool(said.bank_account and row.account_index not in (None, blind(ACCOUNT, said.bank_account)))
    )


def _consented(load: _Load, wanted: Mapping[str, ReadFacts], consent: Consent) -> None:
    """Consent to what rests on it, of those that are new."""
    rules = keeping_rules()
    Keeping.objects.bulk_create(
        [
            Keeping(party_id=pk, field=kept.value, consented_on=consent.given_on, wording=consent.wording)
            for index, pk in load.new.items()
            for (kind, kept), rule in rules.items()
            if kind is wanted[index].kind and rule.asks_consent and wanted[index].of(kept)
        ],
        batch_size=BATCH,
    )


def new_party(said: ReadFacts, region_id: int, source: str, today: date) -> Party:
    """The row of facts that nobody has yet."""
    is_firm = said.kind is PartyKind.ENTERPRISE
    return Party(
        kind=said.kind.value,
        region_id=region_id,
        name=said.name if is_firm else "",
        plain_name=firm_name(said.name) if is_firm else "",
        person_name=None if is_firm else said.name,
        identity_kind=said.identity_kind.value,
        identity=said.identity,
        contact=said.contact or None,
        phone=said.phone or None,
        address=said.address or None,
        bank_account=said.bank_account or None,
        source=source,
        taken_on=today,
        last_used_on=today,
    )


def used(actor: Actor, ids: Collection[int], *, on: date) -> int:
    """Parties took part in something on a day: what is kept of them is kept from that day on. Returns how many moved.

    Packages above call this where a claim, a payment or a pickup is done. Raises PartyNotFound, NotAllowed.
    """
    actor.require(Power.EDIT)
    with transaction.atomic():
        seen = set(visible_parties(actor, Power.EDIT).filter(pk__in=set(ids)).values_list("pk", flat=True))
        if len(seen) < len(set(ids)):
            raise PartyNotFound
        rows = Party.objects.filter(pk__in=seen, last_used_on__lt=on).order_by("pk")
        locked = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
        return Party.objects.filter(pk__in=locked).update(last_used_on=on)


def enter(
    actor: Actor,
    region_code: str,
    facts: Facts,
    *,
    source: str,
    consent: Consent | None = None,
    old_numbers: bool = False,
) -> tuple[int, bool]:
    """Enter one party by hand: its id and whether it is new; who is known is seen here from now on and stays as is.

    `old_numbers` lets in a 15-digit number from an old file. Raises FieldWrong, RegionNotFound, NotAllowed.
    """
    region = regions.region_seen(actor, region_code)
    actor.require(Power.EDIT, region.path)
    today = timezone.localdate()
    said, faults = read_facts(facts, on=today, old_numbers=old_numbers)
    require_sound(faults)
    with transaction.atomic():
        made = _enter(_Load(region.id, cut(source, SOURCE_LIMIT), today), [said], consent, None)
        after = {"kind": said.kind.value, "source": source, "new": bool(made.new)}
        record(actor, Deed.ENTERED, ("parties.party", str(made.ids[0])), region_path=region.path, after=after)
    return made.ids[0], bool(made.new)
