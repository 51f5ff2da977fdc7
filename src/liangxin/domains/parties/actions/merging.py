"""Merging two rows that are one party, and taking it back within some days.

Both are locked in the order of their ids, so that two merges of the same rows wait for each other and the second is
refused. No chains: what led to the gone row leads to the kept one from then on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from liangxin.domains.parties.access import get_party, require_power, visible_merges
from liangxin.domains.parties.actions.pairs import decide_pair, locked_pair
from liangxin.domains.parties.actions.roles import require_in_use
from liangxin.domains.parties.errors import ChangedSinceMerge, MergeNotFound, NotTwo
from liangxin.domains.parties.events import MergeUndone, PartiesMerged
from liangxin.domains.parties.models import Merge, Pair, Party, Place, RolePeriod
from liangxin.domains.parties.queries.cards import spans_of
from liangxin.domains.parties.rules.deeds import require_reason, require_two, require_undo_in_time
from liangxin.domains.parties.rules.facts import firm_name
from liangxin.domains.parties.rules.roles import RoleSpan, united
from liangxin.domains.parties.rules.rows import value_column
from liangxin.domains.parties.terms import Deed, PairState, PartyField, PartyKind, PartyRole, PartyState, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record

Written = list[list[str | None]]  # role periods as JSON has them


def merge_pair(
    actor: Actor, pair_id: UUID | str, keep: UUID | str, take: Iterable[PartyField], *, reason: str, on: date
) -> UUID:
    """Merge the two of a pair: `keep` is left, with the fields `take` from the other. Returns the merging's public id.

    Raises ReasonMissing, PairDecided, PairNotFound, NotTwo, PartyNotInUse, NotAllowed.
    """
    reason = require_reason(reason)
    with transaction.atomic():
        pair = locked_pair(actor, pair_id)
        ids = {str(pair.left.public_id): pair.right, str(pair.right.public_id): pair.left}
        if str(keep) not in ids:
            raise NotTwo(field="keep")
        merge = _merge(actor, keep, ids[str(keep)].public_id, tuple(take), reason, on, pair)
        decide_pair(actor, pair, PairState.MERGED, reason)
    return merge.public_id


def merge_parties(
    actor: Actor, keep: UUID | str, gone: UUID | str, take: Iterable[PartyField], *, reason: str, on: date
) -> UUID:
    """Merge two parties that nothing but a person found to be one.

    Raises ReasonMissing, NotTwo, PartyNotInUse, PartyNotFound, NotAllowed.
    """
    with transaction.atomic():
        return _merge(actor, keep, gone, tuple(take), require_reason(reason), on, None).public_id


def undo_merge(actor: Actor, merge_id: UUID | str, *, reason: str, on: date) -> None:
    """Take a merging back: both stand as before, as far as nothing else has changed since.

    Raises ReasonMissing, MergeNotFound, UndoTooLate, ChangedSinceMerge, NotAllowed.
    """
    reason = require_reason(reason)
    with transaction.atomic():
        known = visible_merges(actor).filter(public_id=merge_id, undone_on__isnull=True).first()
        if known is None:
            raise MergeNotFound
        kept, gone = _locked(actor, known.kept_id, known.gone_id)
        merge = Merge.objects.select_for_update().get(pk=known.pk)
        if merge.undone_on is not None:
            raise MergeNotFound
        require_undo_in_time(merge.merged_on, on)
        _require_as_merged(merge, kept, gone)
        _part_roles(merge, kept, gone)
        _part_fields(merge, kept, gone)
        Party.objects.filter(pk__in=merge.moved["led"], merged_into=kept).update(merged_into=gone)
        Place.objects.filter(pk__in=merge.moved["places"]).delete()
        merge.undone_on, merge.kept_before = on, None
        merge.save(update_fields=["undone_on", "kept_before"])
        Pair.objects.filter(pk__in=[merge.pair_id] if merge.pair_id else []).update(
            state=PairState.OPEN.value, decided_at=None, decided_by="", reason=""
        )
        _tell(actor, Deed.MERGE_UNDONE, kept, gone, reason, ())
        announce(MergeUndone(kept.pk, gone.pk))


def _merge(
    actor: Actor,
    keep: UUID | str,
    other: UUID | str,
    take: tuple[PartyField, ...],
    reason: str,
    on: date,
    pair: Pair | None,
) -> Merge:
    ids = [get_party(actor, each, Power.MERGE).pk for each in (keep, other)]
    kept, gone = _locked(actor, *ids)
    require_two((kept.pk, PartyKind.of(kept.kind)), (gone.pk, PartyKind.of(gone.kind)))
    for party in (kept, gone):
        require_in_use(party)
    taken = tuple(each for each in take if getattr(gone, value_column(PartyKind.of(gone.kind), each)))
    before = _values(kept, taken)
    roles = _unite_roles(kept, gone)
    moved = _move(kept, gone, on)
    _exchange(kept, gone, taken)
    merge = Merge.objects.create(
        kept=kept,
        gone=gone,
        pair=pair,
        taken=[each.value for each in taken],
        kept_before=json.dumps(before, ensure_ascii=False),
        roles=roles,
        moved=moved | {"named": kept.identity_index},
        merged_on=on,
        merged_by=actor.name,
        reason=reason,
    )
    _tell(actor, Deed.MERGED, kept, gone, reason, taken)
    announce(PartiesMerged(kept.pk, gone.pk))
    return merge


def _locked(actor: Actor, kept_id: int, gone_id: int) -> tuple[Party, Party]:
    """Both rows, locked in the order of their ids. Raises NotTwo, NotAllowed."""
    rows = Party.objects.select_for_update(of=("self",)).select_related("region")
    both = {row.pk: row for row in rows.filter(pk__in={kept_id, gone_id}).order_by("pk")}
    if len(both) < 2:
        raise NotTwo(field="keep")
    for party in both.values():
        require_power(actor, Power.MERGE, party)
    return both[kept_id], both[gone_id]


def _values(party: Party, fields: Iterable[PartyField]) -> dict[str, str | None]:
    kind = PartyKind.of(party.kind)
    values = {each.value: getattr(party, value_column(kind, each)) for each in fields}
    return values | {"identity_kind": party.identity_kind}


def _exchange(kept: Party, gone: Party, taken: tuple[PartyField, ...]) -> None:
    """The kept row gets the taken fields; the gone one leads to it, and keeps a number to be found by, another one."""
    kind, own = PartyKind.of(kept.kind), (kept.identity, kept.identity_kind)
    other = (gone.identity, gone.identity_kind)
    gone.state, gone.merged_into = PartyState.MERGED.value, kept
    for each in taken:
        if each is not PartyField.IDENTITY:
            setattr(kept, value_column(kind, each), getattr(gone, value_column(kind, each)))
    if PartyField.IDENTITY in taken:
        gone.identity = None
        gone.save()
        kept.identity, kept.identity_kind = other
        gone.identity, gone.identity_kind = own
    if kind is PartyKind.ENTERPRISE:
        kept.plain_name = firm_name(kept.name)
    kept.last_used_on = max(kept.last_used_on, gone.last_used_on)
    kept.save()
    gone.save()


def _part_fields(merge: Merge, kept: Party, gone: Party) -> None:
    """What was taken goes back: the kept row as it was, the gone one in use again with its own number."""
    before, kind = json.loads(merge.kept_before or "{}"), PartyKind.of(kept.kind)
    other = (gone.identity, gone.identity_kind)
    if PartyField.IDENTITY.value in merge.taken:
        other = (kept.identity, kept.identity_kind)
        gone.identity = None
        gone.save()
        kept.identity_kind = before["identity_kind"]
    for each in merge.taken:
        setattr(kept, value_column(kind, PartyField.of(each)), before[each])
    if kind is PartyKind.ENTERPRISE:
        kept.plain_name = firm_name(kept.name)
    kept.save()
    gone.identity, gone.identity_kind = other
    gone.state, gone.merged_into = PartyState.IN_USE.value, None
    gone.save()


def _require_as_merged(merge: Merge, kept: Party, gone: Party) -> None:
    """Raise ChangedSinceMerge where either has been changed or merged further."""
    kind = PartyKind.of(kept.kind)
    columns = [value_column(kind, PartyField.of(each)) for each in merge.taken if each != PartyField.IDENTITY]
    as_merged = (
        kept.state == PartyState.IN_USE
        and gone.merged_into_id == kept.pk
        and bool(merge.kept_before)
        and kept.identity_index == merge.moved["named"]
        and all(getattr(kept, column) == getattr(gone, column) for column in columns)
    )
    if not as_merged:
        raise ChangedSinceMerge


def _unite_roles(kept: Party, gone: Party) -> dict[str, Written]:
    """The periods of both become the kept one's; as they were is kept for taking it back."""
    spans = spans_of([kept.pk, gone.pk])
    own, other = spans.get(kept.pk, []), spans.get(gone.pk, [])
    all_of_them = united([*own, *other])
    _rewrite_roles(kept, all_of_them)
    _rewrite_roles(gone, ())
    return {"kept": _written(own), "gone": _written(other), "after": _written(all_of_them)}


def _part_roles(merge: Merge, kept: Party, gone: Party) -> None:
    if _written(spans_of([kept.pk]).get(kept.pk, [])) != sorted(merge.roles["after"]):
        raise ChangedSinceMerge
    _rewrite_roles(kept, _read(merge.roles["kept"]))
    _rewrite_roles(gone, _read(merge.roles["gone"]))


def _rewrite_roles(party: Party, spans: Iterable[RoleSpan]) -> None:
    RolePeriod.objects.filter(party=party).delete()
    RolePeriod.objects.bulk_create(
        [RolePeriod(party=party, role=span.role.value, since=span.since, until=span.until) for span in spans]
    )


def _move(kept: Party, gone: Party, on: date) -> dict[str, Any]:
    """What led to the gone row leads to the kept one; who dealt with it deals with that."""
    led = list(Party.objects.filter(merged_into=gone).values_list("pk", flat=True))
    Party.objects.filter(pk__in=led).update(merged_into=kept)
    regions = {gone.region_id, *Place.objects.filter(party=gone).values_list("region_id", flat=True)}
    regions -= {kept.region_id, *Place.objects.filter(party=kept).values_list("region_id", flat=True)}
    places = [
        Place.objects.create(party=kept, region_id=region, source=gone.source, since=on) for region in sorted(regions)
    ]
    return {"led": led, "places": [place.pk for place in places]}


def _written(spans: Iterable[RoleSpan]) -> Written:
    return sorted([s.role.value, s.since.isoformat(), s.until.isoformat() if s.until else None] for s in spans)


def _read(written: Written) -> list[RoleSpan]:
    return [
        RoleSpan(PartyRole.of(str(role)), date.fromisoformat(str(since)), date.fromisoformat(until) if until else None)
        for role, since, until in written
    ]


def _tell(actor: Actor, deed: Deed, kept: Party, gone: Party, reason: str, taken: tuple[PartyField, ...]) -> None:
    after = {"kept": str(kept.public_id), "gone": str(gone.public_id), "taken": [each.value for each in taken]}
    for party in (kept, gone):
        record(actor, deed, party, region_path=party.region.path, reason=reason, after=after)
