"""Sources of money, the allotments that fill them, and shares by level. Each: lock → check → rules → write → trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.funds.access import get_allotment, get_share, get_source
from liangxin.domains.funds.actions.posting import Posting, bundle_of, post
from liangxin.domains.funds.errors import AlreadyDecided, DocumentTaken, FieldMissing, SourceShort, SourceTaken
from liangxin.domains.funds.models import Account, Allotment, Share, SharePart, Source
from liangxin.domains.funds.rules.budgets import require_amount, require_another, require_name
from liangxin.domains.funds.rules.shares import require_whole
from liangxin.domains.funds.terms import (
    AccountKind,
    AllotmentState,
    Basis,
    Deed,
    EntryKind,
    Power,
    SourceKind,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.trail.api import record
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in, under the name its owner gave it."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class AllotmentDraft:
    """What an allotment says; `amount` below zero takes money back, as at the end of a year."""

    number: str
    dated: date
    amount: Money
    title: str = ""


def open_source(actor: Actor, region_code: str, kind: SourceKind, year: int) -> UUID:
    """Open the source of a kind for a year; there is one of each. Raises SourceTaken, RegionNotFound, NotAllowed."""
    if not 2000 <= year <= 2100:
        raise FieldMissing(field="year", what="年度", limit=4)
    with transaction.atomic():
        region = regions.region_seen(actor, region_code)
        actor.require(Power.ALLOT, region.path)
        if Source.objects.filter(region_id=region.id, kind=kind.value, year=year).exists():
            raise SourceTaken(field="kind", year=year, source=kind)
        account = Account.objects.create(
            kind=AccountKind.SOURCE.value, opens_on=date(year, 1, 1), closes_on=date(year + 1, 12, 31), is_open=True
        )
        source = Source.objects.create(account=account, region_id=region.id, kind=kind.value, year=year)
        after = {"kind": kind.value, "year": year}
        record(actor, Deed.SOURCE_OPENED, source, region_path=region.path, after=after)
    return source.public_id


def enter_allotment(
    actor: Actor, source_id: UUID | str, draft: AllotmentDraft, *, upload: Upload | None = None
) -> UUID:
    """Enter a document that gives money or takes it back; it counts once another person has confirmed it.

    Raises FieldMissing, AmountUnfit, DocumentTaken, SourceNotFound, NotAllowed, and those of storing a file.
    """
    number = require_name(draft.number, "number", "文号")
    require_amount(Money(abs(draft.amount.fen)))
    with transaction.atomic():
        source = get_source(actor, source_id, Power.ALLOT)
        taken = Allotment.objects.filter(source=source, number=number).exclude(state=AllotmentState.REFUSED.value)
        if taken.exists():
            raise DocumentTaken(field="number", number=number)
        stored = store(actor, upload.content, upload.name) if upload else None
        allotment = Allotment.objects.create(
            source=source,
            number=number,
            title=" ".join(draft.title.split())[:200],
            dated=draft.dated,
            amount=draft.amount,
            file=stored,
            file_name=upload.name[-200:] if upload else "",
            entered_by_id=actor.account_id,
        )
        after = {"source": source.pk, "number": number, "amount": draft.amount}
        record(actor, Deed.ALLOTMENT_ENTERED, allotment, region_path=source.region.path, after=after)
    return allotment.public_id


def confirm_allotment(actor: Actor, allotment_id: UUID | str, *, on: date) -> None:
    """Put an allotment on its source's account, as another person than entered it.

    Raises SamePerson, AlreadyDecided, SourceShort, AllotmentNotFound, NotAllowed.
    """
    with transaction.atomic():
        allotment = _waiting(actor, allotment_id)
        source, fen = allotment.source, allotment.amount.fen
        kind = EntryKind.GRANT if fen > 0 else EntryKind.RETURN
        posting = Posting(f"allotment:{allotment.public_id}", abs(fen), on, bundle=bundle_of([source.pk]))
        answer = post(actor, kind, [posting], reason=allotment.number)[0]
        if not answer.outcome.is_done:
            raise SourceShort(
                source=SourceKind.of(source.kind), room=Money(answer.room or 0).exact(), asked=Money(abs(fen)).exact()
            )
        _decide(actor, allotment, AllotmentState.CONFIRMED, Deed.ALLOTMENT_CONFIRMED)


def refuse_allotment(actor: Actor, allotment_id: UUID | str, *, reason: str) -> None:
    """Send an allotment back: it does not count, and its number may be entered anew. Raises as confirming does."""
    said = require_name(reason, "reason", "事由", 200)
    with transaction.atomic():
        _decide(actor, _waiting(actor, allotment_id), AllotmentState.REFUSED, Deed.ALLOTMENT_REFUSED, said)


def set_share(
    actor: Actor,
    region_code: str,
    name: str,
    parts: Mapping[SourceKind, int],
    *,
    follows: UUID | str | None = None,
    basis: str = "",
) -> UUID:
    """Say how the levels bear a scheme of a region, in parts of ten thousand; `follows` is the notice's rule it keeps.

    Raises SharesNotWhole, CentralShareDiffers, FieldMissing, ShareNotFound, RegionNotFound, NotAllowed.
    """
    called = require_name(name, "name", "名称")
    with transaction.atomic():
        region = regions.region_seen(actor, region_code)
        actor.require(Power.ALLOT, region.path)
        rule = get_share(actor, follows) if follows else None
        kept = require_whole(parts, rule.central if rule else None)
        try:
            with transaction.atomic():
                share = Share.objects.create(
                    region_id=region.id,
                    name=called,
                    central=kept.get(SourceKind.TREASURY_BOND, 0),
                    follows=rule,
                    basis=" ".join(basis.split())[:300],
                    certainty=Basis.UNSEEN.value if rule is None else rule.certainty,
                )
        except IntegrityError as error:
            if "funds_share_name_once" not in str(error):
                raise
            raise DocumentTaken(field="name", number=called) from error
        SharePart.objects.bulk_create(
            SharePart(share=share, kind=kind.value, weight=part) for kind, part in kept.items()
        )
        after = {"name": called, "parts": {kind.value: part for kind, part in kept.items()}}
        record(actor, Deed.SHARE_SET, share, region_path=region.path, after=after)
    return share.public_id


def _waiting(actor: Actor, allotment_id: UUID | str) -> Allotment:
    """The allotment, locked, if the actor may decide it now."""
    found = get_allotment(actor, allotment_id, Power.APPROVE)
    allotment = Allotment.objects.select_for_update(of=("self",)).select_related("source__region").get(pk=found.pk)
    if allotment.state != AllotmentState.PROPOSED.value:
        raise AlreadyDecided(state=AllotmentState.of(allotment.state))
    require_another(allotment.entered_by_id, actor.account_id)
    return allotment


def _decide(actor: Actor, allotment: Allotment, state: AllotmentState, deed: Deed, reason: str = "") -> None:
    allotment.state, allotment.decided_at, allotment.decided_by_id = state.value, timezone.now(), actor.account_id
    allotment.save(update_fields=["state", "decided_at", "decided_by"])
    after = {"number": allotment.number, "amount": allotment.amount}
    record(actor, deed, allotment, region_path=allotment.source.region.path, reason=reason, after=after)
