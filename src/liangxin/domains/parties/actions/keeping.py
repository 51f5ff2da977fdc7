"""Consent given and taken back; what is past its time is emptied. The row stays, because money hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop

from liangxin.domains.parties.actions.changing import locked_party
from liangxin.domains.parties.errors import FieldWrong
from liangxin.domains.parties.events import PartiesForgotten
from liangxin.domains.parties.models import Keeping, Merge, Party, RolePeriod
from liangxin.domains.parties.rules.deeds import require_reason
from liangxin.domains.parties.rules.keeping import (
    KeepingRule,
    fields_of,
    keeping_rules,
    past_before,
    require_consent,
    require_consent_sense,
)
from liangxin.domains.parties.rules.rows import columns_of, value_column
from liangxin.domains.parties.terms import (
    UNDO_DAYS,
    Basis,
    Deed,
    EmptiedFor,
    PartyField,
    PartyKind,
    PartyState,
    Power,
)
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.announce.api import announce
from liangxin.foundation.trail.api import record, record_many

BATCH = 1000
_WORDING_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was emptied because it rested on consent alone, and what stays on another ground."""

    emptied: tuple[PartyField, ...]
    staying: tuple[tuple[PartyField, Basis], ...]


@dataclass(slots=True)
class Emptied:
    """How many fields were emptied, by field; how many parties are forgotten; how many merges cannot be undone now."""

    fields: dict[PartyField, int] = field(default_factory=dict)
    forgotten: int = 0
    merges: int = 0


def record_consent(
    actor: Actor, public_id: UUID | str, fields: Iterable[PartyField], *, given_on: date, wording: str, on: date
) -> None:
    """Record that a party agreed to some of its fields being kept, when and to which version of the wording.

    Raises ConsentNotNeeded, FieldWrong, PartyNotFound, NotAllowed.
    """
    wording = wording.strip()[:_WORDING_LIMIT]
    if not wording:
        raise FieldWrong(field="wording", label="告知书版本", words="不能为空。")
    if given_on > on:
        raise FieldWrong(field="given_on", label="同意日期", words="不能晚于今天。")
    with transaction.atomic():
        party = locked_party(actor, public_id, Power.EDIT)
        chosen = [require_consent_sense(PartyKind.of(party.kind), each).field for each in fields]
        for each in chosen:
            values = {"consented_on": given_on, "wording": wording, "withdrawn_on": None}
            Keeping.objects.update_or_create(party=party, field=each.value, defaults=values)
        after = {"fields": [each.value for each in chosen], "given_on": given_on, "wording": wording}
        record(actor, Deed.CONSENT_RECORDED, party, region_path=party.region.path, after=after)


def withdraw_consent(actor: Actor, public_id: UUID | str, *, on: date, reason: str) -> Withdrawn:
    """A party takes its consent back: what rests on it alone is emptied, what rests on another ground stays.

    Raises ReasonMissing, NoConsent, PartyNotFound, NotAllowed.
    """
    reason = require_reason(reason)
    with transaction.atomic():
        party = locked_party(actor, public_id, Power.EDIT)
        kind = PartyKind.of(party.kind)
        given = Keeping.objects.filter(party=party, consented_on__isnull=False, withdrawn_on__isnull=True)
        consented = {PartyField.of(row.field) for row in given}
        require_consent(given=bool(consented), field=PartyField.PHONE)
        emptied = tuple(each for each in fields_of(kind) if each in consented)
        given.update(withdrawn_on=on)
        _empty([party.pk], kind, emptied, EmptiedFor.WITHDRAWN, on)
        staying = tuple(
            (each, keeping_rules()[kind, each].basis(consented=False))
            for each in fields_of(kind)
            if each not in consented and getattr(party, value_column(kind, each))
        )
        after = {"emptied": [each.value for each in emptied], "staying": [each.value for each, _ in staying]}
        record(actor, Deed.CONSENT_WITHDRAWN, party, region_path=party.region.path, reason=reason, after=after)
    return Withdrawn(emptied, staying)


def empty_expired(actor: Actor, *, on: date) -> Emptied:
    """Empty every field that is past its time, of parties without a role; a second run finds nothing.

    A party whose number is emptied is forgotten wholly. Runs in batches, each a transaction of its own. By the system
    alone; raises NotAllowed.
    """
    if not actor.is_system:
        raise NotAllowed(power=gettext_noop("清空期满的个人信息"))
    done = Emptied()
    done.merges = _close_merges(actor, on)
    for rule in keeping_rules().values():
        before = past_before(rule, on)
        if before is None:
            continue
        while batch := list(_expired(rule, before, on)[:BATCH]):
            with transaction.atomic():
                count = _empty_batch(actor, rule, [row.pk for row in batch], before, on)
            done.fields[rule.field] = done.fields.get(rule.field, 0) + count
            if rule.field is PartyField.IDENTITY:
                done.forgotten += count
    return done


def _expired(rule: KeepingRule, before: date, on: date) -> QuerySet[Party]:
    """Parties in use that still hold the field though their last use is long enough ago, and that have no role."""
    held = RolePeriod.objects.filter(Q(until__isnull=True) | Q(until__gt=on), party=OuterRef("pk"))
    there = {f"{value_column(rule.kind, rule.field)}__isnull": False}
    rows = Party.objects.filter(
        ~Exists(held), kind=rule.kind.value, state=PartyState.IN_USE.value, last_used_on__lte=before, **there
    )
    return rows.only("pk").order_by("pk")


def _empty_batch(actor: Actor, rule: KeepingRule, ids: Sequence[int], before: date, on: date) -> int:
    """Lock them, look again, empty, and say so on the trail of each."""
    locked = _expired(rule, before, on).filter(pk__in=ids).select_for_update(of=("self",))
    still = [row.pk for row in locked]
    whole = rule.field is PartyField.IDENTITY
    fields = fields_of(rule.kind) if whole else (rule.field,)
    paths = dict(Party.objects.filter(pk__in=still).values_list("pk", "region__path"))
    _empty(still, rule.kind, fields, EmptiedFor.RETENTION, on, forget=whole)
    after = {"fields": [each.value for each in fields], "days": rule.days}
    for path in sorted(set(paths.values())):
        lines = ((pk, None, after) for pk in still if paths[pk] == path)
        record_many(actor, Deed.EMPTIED, "parties.party", lines, region_path=path, reason=rule.source)
    if whole and still:
        announce(PartiesForgotten(tuple(still)))
    return len(still)


def _empty(
    ids: Sequence[int],
    kind: PartyKind,
    fields: Sequence[PartyField],
    why: EmptiedFor,
    on: date,
    *,
    forget: bool = False,
) -> None:
    """Empty columns and their blind indexes. `update()` computes no index, and here none is wanted."""
    values: dict[str, object] = {column: None for each in fields for column in columns_of(kind, each)}
    if forget:
        values |= {"state": PartyState.FORGOTTEN.value, "forgotten_on": on}
        gone = dict.fromkeys(("person_name", "name_index", "birth_index", *_number_columns(kind)))
        Party.objects.filter(merged_into__in=ids).update(**gone)
    if values:
        Party.objects.filter(pk__in=ids).update(**values)
    Keeping.objects.bulk_create(
        [Keeping(party_id=pk, field=each.value, emptied_on=on, emptied_for=why.value) for pk in ids for each in fields],
        update_conflicts=True,
        unique_fields=["party", "field"],
        update_fields=["emptied_on", "emptied_for"],
    )


def _number_columns(kind: PartyKind) -> tuple[str, ...]:
    return tuple(column for each in PartyField if each is not PartyField.NAME for column in columns_of(kind, each))


def _close_merges(actor: Actor, on: date) -> int:
    """Merges past the days in which they can be undone: what was before goes, the gone row keeps its number only."""
    with transaction.atomic():
        rows = Merge.objects.filter(
            kept_before__isnull=False, undone_on__isnull=True, merged_on__lt=on - timedelta(days=UNDO_DAYS)
        )
        closed = list(rows.select_for_update().values_list("pk", "gone_id", "gone__kind"))
        for kind in PartyKind:
            gone = [pk for _, pk, of in closed if of == kind]
            columns = {"contact", "phone", "phone_index", "address", "bank_account", "account_index"}
            if kind is PartyKind.PERSON:
                columns |= {"person_name", "name_index", "birth_index"}
            Party.objects.filter(pk__in=gone).update(**dict.fromkeys(columns))
        Merge.objects.filter(pk__in=[pk for pk, _, _ in closed]).update(kept_before=None)
        lines = ((pk, None, {"merge": merge}) for merge, pk, _ in closed)
        record_many(actor, Deed.EMPTIED, "parties.party", lines, reason=f"合并满{UNDO_DAYS}天")
    return len(closed)
