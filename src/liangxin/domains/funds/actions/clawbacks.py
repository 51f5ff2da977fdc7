"""Clawback: proposed by one, decided by another, received with evidence or by a statement, written off by two.

What is written off has not come back: the journal hears of receipts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.funds.access import get_clawback
from liangxin.domains.funds.actions.batches import all_done
from liangxin.domains.funds.actions.sources import Upload
from liangxin.domains.funds.actions.taking import claw_back
from liangxin.domains.funds.errors import AlreadyDecided, BeyondPaid, EvidenceMissing, HoldingUnknown
from liangxin.domains.funds.models import Clawback, Holding, Instalment, Receipt, StatementLine
from liangxin.domains.funds.rules.budgets import require_amount, require_another, require_name
from liangxin.domains.funds.rules.clawbacks import Due, overdue, require_owed, require_plan
from liangxin.domains.funds.rules.takings import Moving
from liangxin.domains.funds.terms import ClawbackState, Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.messages.api import Note, tell_many
from liangxin.foundation.trail.api import record
from liangxin.kernel.money import Money

_ASKED = (ClawbackState.PROPOSED.value, ClawbackState.OPEN.value)


@dataclass(frozen=True, slots=True)
class ClawbackDraft:
    """What is asked back of a holding, why, and in which instalments."""

    holding: int
    amount: Money
    reason: str
    plan: Sequence[Due] = field(default=())


def propose_clawback(actor: Actor, draft: ClawbackDraft, *, on: date) -> UUID:
    """Ask paid money back; it counts once another person has decided so.

    Raises HoldingUnknown, BeyondPaid, PlanDiffers, AmountUnfit, FieldMissing, NotAllowed.
    """
    said = require_name(draft.reason, "reason", "事由", 200)
    plan = require_plan(draft.plan, require_amount(draft.amount).fen)
    with transaction.atomic():
        region, holding = _holding(actor, draft.holding)
        _one_at_a_time(region.id)
        asked = Clawback.objects.filter(holding=holding, state__in=_ASKED)
        sums = asked.aggregate(amount=Sum("amount"), received=Sum("received"))
        room = holding.paid.fen - _fen(sums["amount"]) + _fen(sums["received"])
        if draft.amount.fen > room:
            raise BeyondPaid(field="amount", room=Money(max(room, 0)).exact(), asked=draft.amount.exact())
        case = Clawback.objects.create(
            number=_number(region.code, region.id, on.year),
            region_id=region.id,
            holding=holding,
            subject_label=holding.subject_label or holding.subject_id,
            amount=draft.amount,
            reason=said,
            proposed_by_id=actor.account_id,
        )
        Instalment.objects.bulk_create(
            Instalment(clawback=case, place=place, due_on=due.on, amount=Money(due.fen))
            for place, due in enumerate(plan, 1)
        )
        after = {"number": case.number, "amount": case.amount, "instalments": len(plan)}
        record(actor, Deed.CLAWBACK_PROPOSED, case, region_path=region.path, reason=said, after=after)
    return case.public_id


def decide_clawback(actor: Actor, clawback_id: UUID | str) -> None:
    """Let a case be pursued, as another than proposed it. Raises SamePerson, AlreadyDecided, ClawbackNotFound."""
    _decide(actor, clawback_id, ClawbackState.OPEN, Deed.CLAWBACK_DECIDED, "")


def refuse_clawback(actor: Actor, clawback_id: UUID | str, *, reason: str) -> None:
    """Do not pursue a proposed case. Raises as deciding does, and FieldMissing."""
    said = require_name(reason, "reason", "事由", 200)
    _decide(actor, clawback_id, ClawbackState.REFUSED, Deed.CLAWBACK_REFUSED, said)


def enter_receipt(actor: Actor, clawback_id: UUID | str, amount: Money, day: date, *, upload: Upload | None) -> None:
    """Enter money that came back, with its evidence; the same paper, day and sum again is the same receipt.

    Raises EvidenceMissing, BeyondOwed, AmountUnfit, AlreadyDecided, ClawbackNotFound, and those of storing a file.
    """
    require_amount(amount)
    if upload is None:
        raise EvidenceMissing(field="file")
    with transaction.atomic():
        case = _locked(actor, clawback_id, Power.PAY)
        stored = store(actor, upload.content, upload.name)
        if amount in case.receipts.filter(on=day, file=stored).values_list("amount", flat=True):
            return
        _require_state(case, ClawbackState.OPEN)
        require_owed(amount.fen, case.amount.fen - case.received.fen)
        case.received += amount
        receive(actor, case, amount, day, upload=upload, file_id=stored.pk)


def propose_write_off(actor: Actor, clawback_id: UUID | str, *, reason: str) -> None:
    """Propose to pursue a case no more. Raises FieldMissing, AlreadyDecided, ClawbackNotFound, NotAllowed."""
    said = require_name(reason, "reason", "事由", 200)
    with transaction.atomic():
        case = _locked(actor, clawback_id, Power.PROPOSE)
        _require_state(case, ClawbackState.OPEN)
        case.write_off_reason, case.write_off_by_id = said, actor.account_id
        case.save()
        record(actor, Deed.WRITE_OFF_PROPOSED, case, region_path=case.region.path, reason=said)


def decide_write_off(actor: Actor, clawback_id: UUID | str, *, agree: bool) -> None:
    """Write off what was proposed to be, as another person, or send it back. Nothing of it is entered as received.

    Raises SamePerson, AlreadyDecided, ClawbackNotFound, NotAllowed.
    """
    with transaction.atomic():
        case = _locked(actor, clawback_id, Power.APPROVE)
        _require_state(case, ClawbackState.OPEN)
        if not case.write_off_reason:
            raise AlreadyDecided(state=ClawbackState.of(case.state))
        reason, owed = case.write_off_reason, case.amount - case.received
        require_another(case.write_off_by_id, actor.account_id)
        if agree:
            case.state, case.ended_by_id = ClawbackState.WRITTEN_OFF.value, actor.account_id
            case.ended_at = timezone.now()
        else:
            case.write_off_reason, case.write_off_by_id = "", None
        case.save()
        deed = Deed.WRITTEN_OFF if agree else Deed.WRITE_OFF_REFUSED
        record(actor, deed, case, region_path=case.region.path, reason=reason, after={"owed": owed})


def receive(
    actor: Actor,
    case: Clawback,
    amount: Money,
    day: date,
    *,
    line: StatementLine | None = None,
    upload: Upload | None = None,
    file_id: int | None = None,
) -> None:
    """Write down money that came back, of a locked case whose `received` has it already; its last ends the case."""
    receipt = Receipt.objects.create(
        clawback=case,
        on=day,
        amount=amount,
        file_id=file_id,
        file_name=upload.name[-200:] if upload else "",
        line=line,
        entered_by_id=actor.account_id,
    )
    moving = Moving(f"clawback:{receipt.pk}", case.holding_id, amount.fen)
    all_done(claw_back(actor, [moving], on=day, reason=f"{case.number} {case.reason}"))
    if case.received == case.amount:
        case.state, case.ended_at = ClawbackState.BACK.value, timezone.now()
    case.save(update_fields=["received", "state", "ended_at"])
    after = {"amount": amount, "received": case.received}
    record(actor, Deed.CLAWBACK_RECEIVED, case, region_path=case.region.path, after=after)


def owing(region_id: int, numbers: Iterable[str]) -> dict[str, Clawback]:
    """Open cases of a region by number, locked."""
    rows = Clawback.objects.select_for_update(of=("self",)).select_related("region")
    found = rows.filter(region_id=region_id, number__in=set(numbers), state=ClawbackState.OPEN.value)
    return {row.number: row for row in found.order_by("pk")}


def remind_overdue(actor: Actor, *, on: date) -> int:
    """Tell who pays for a region which of its cases are behind their plan; once a day and case."""
    with transaction.atomic():
        rows = Clawback.objects.filter(state=ClawbackState.OPEN.value, instalments__due_on__lt=on).distinct()
        cases = list(rows.select_related("region").prefetch_related("instalments").order_by("pk"))
        late = [(case, fen) for case in cases if (fen := _overdue(case, on))]
        people = regions.people_of_regions(Power.PAY, {case.region.path for case, _ in late}, on)
        return tell_many(actor, [_note(case, fen, people.get(case.region.path, frozenset()), on) for case, fen in late])


def _overdue(case: Clawback, on: date) -> int:
    plan = [Due(row.due_on, row.amount.fen) for row in case.instalments.all()]
    return overdue(plan, case.received.fen, on)


def _note(case: Clawback, fen: int, people: frozenset[int], on: date) -> Note:
    return Note(
        people,
        "funds.clawback_overdue",
        key=f"{case.number}:{on.isoformat()}",
        title=f"追缴{case.number}逾期{Money(fen).exact()}",
        text=f"“{case.subject_label}”按分期计划应到账而未到账{Money(fen).exact()}，请催缴或登记到账。",
        url=reverse("funds:clawback", args=[case.public_id]),
        about=("funds.clawback", str(case.public_id)),
        supersedes=("funds.clawback_overdue",),
    )


def _decide(actor: Actor, clawback_id: UUID | str, state: ClawbackState, deed: Deed, reason: str) -> None:
    with transaction.atomic():
        case = _locked(actor, clawback_id, Power.APPROVE)
        _require_state(case, ClawbackState.PROPOSED)
        require_another(case.proposed_by_id, actor.account_id)
        case.state, case.decided_by_id, case.decided_at = state.value, actor.account_id, timezone.now()
        case.save()
        record(actor, deed, case, region_path=case.region.path, reason=reason or case.reason)


def _locked(actor: Actor, clawback_id: UUID | str, power: Power) -> Clawback:
    found = get_clawback(actor, clawback_id, power)
    return Clawback.objects.select_for_update(of=("self",)).select_related("region").get(pk=found.pk)


def _require_state(case: Clawback, state: ClawbackState) -> None:
    if case.state != state.value:
        raise AlreadyDecided(state=ClawbackState.of(case.state))


def _holding(actor: Actor, pk: int) -> tuple[regions.RegionCard, Holding]:
    """The holding of a budget and its region, if the actor may propose there. Raises HoldingUnknown, NotAllowed."""
    row = Holding.objects.filter(pk=pk).values_list("bundle__chain__budget__region", flat=True).first()
    if row is None:
        raise HoldingUnknown(field="holding")
    region = regions.regions_by_id([row])[row]
    if not actor.may(Power.READ, region.path):
        raise HoldingUnknown(field="holding")
    actor.require(Power.PROPOSE, region.path)
    return region, Holding.objects.get(pk=pk)


def _number(code: str, region_id: int, year: int) -> str:
    count = Clawback.objects.filter(region_id=region_id, number__startswith=f"ZJ{code}{year}").count()
    return f"ZJ{code}{year}{count + 1:05}"


def _one_at_a_time(region_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('funds_clawback'), %s)", [region_id])


def _fen(total: object) -> int:
    return total.fen if isinstance(total, Money) else int(str(total or 0))
