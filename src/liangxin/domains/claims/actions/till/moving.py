"""Sales are captured, reversed and lapse in sets: claim, voucher, marks, money and notices together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.actions.till.authorising import ACTOR
from liangxin.domains.claims.actions.till.locking import ClaimRow, lock_claims
from liangxin.domains.claims.actions.till.sending import sent_together
from liangxin.domains.claims.actions.till.writing import free_marks, keep_answers, leave_trail, move_claims, put_marks
from liangxin.domains.claims.rules.till import (
    Answered,
    Asked,
    ToAuthorise,
    ToCapture,
    refused,
    state_after,
    yuan,
)
from liangxin.domains.claims.terms import SANDBOX_VOUCHER, ClaimState, Deed, MarkKind, TillVerb
from liangxin.domains.funds import api as funds
from liangxin.kernel.identifiers import check_invoice_number
from liangxin.kernel.refusal import Refusal

_DEEDS: Final = {
    TillVerb.CAPTURE: Deed.CAPTURED,
    TillVerb.REVERSE: Deed.REVERSED,
    TillVerb.LAPSE: Deed.LAPSED,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One claim on its way from a state to the next."""

    place: int
    asked: Asked
    claim: ClaimRow
    before: ClaimState
    after: ClaimState


def move(asked: Sequence[Asked], now: datetime) -> list[Answered | None]:
    """Bring claims of one verb on; each is answered on its own. By a sandbox key it is only said what would be."""
    verb, on = asked[0].verb, timezone.localdate(now)
    if asked[0].seat.is_sandbox:
        return [_tried(one, on) for one in asked]
    with transaction.atomic():
        claims, found = lock_claims([_number(one) for one in asked], asked, now)
        steps = _looked_at(asked, claims, found, on)
        if verb is TillVerb.CAPTURE:
            steps = _invoiced(steps, found)
        steps = _paid_for(verb, steps, found, on)
        for step in steps:
            found[step.place] = Answered(_said(step))
        answers = [found.get(place) for place in range(len(asked))]
        with sent_together():
            if verb is not TillVerb.CAPTURE:
                free_marks([step.claim.id for step in steps])
            if steps:
                move_claims([_row(step) for step in steps], now)
                _leave_trail(_DEEDS[verb], steps)
            keep_answers(asked, answers, now)
    return answers


def _number(one: Asked) -> str:
    assert not isinstance(one.body, ToAuthorise)  # noqa: S101 - for the type checker: the verb says so
    return one.body.claim


def _looked_at(asked: Sequence[Asked], claims: dict[str, ClaimRow], found: dict[int, Answered], on: date) -> list[Step]:
    steps = []
    for place, one in enumerate(asked):
        if place in found:
            continue
        try:
            claim = claims.get(_number(one))
            if claim is None or claim.merchant_id != one.seat.merchant_id:
                raise errors.ClaimUnknown(field="claim")
            state = ClaimState.of(claim.state)
            after = state_after(one.verb, state)
            if isinstance(one.body, ToCapture):
                _require_whole(one.body, claim.price_fen, claim.on, on)
            steps.append(Step(place, one, claim, state, after))
        except Refusal as refusal:
            found[place] = refused(refusal)
    return steps


def _require_whole(body: ToCapture, price_fen: int, since: date, on: date) -> None:
    """Raises PriceDiffers, FieldWrong."""
    if body.price_fen != price_fen:
        raise errors.PriceDiffers(field="price_fen", price=yuan(price_fen))
    if body.delivered_on < since:
        raise errors.FieldWrong(field="delivered_on", what="delivered_on", why="早于占用额度的日期")
    verdict = check_invoice_number(body.invoice, on=on)
    if not verdict.ok:
        raise errors.FieldWrong(field="invoice", what="invoice", why=(verdict.reason or "不是发票号码").rstrip("。"))


def _invoiced(steps: Sequence[Step], found: dict[int, Answered]) -> list[Step]:
    """Those whose invoice no other claim holds."""
    wanted = [
        (step.claim.id, MarkKind.INVOICE, step.asked.body.invoice)
        for step in steps
        if isinstance(step.asked.body, ToCapture)
    ]
    failed = put_marks(wanted)
    for step in steps:
        if step.claim.id in failed:
            found[step.place] = refused(errors.NumberTaken(field="invoice", what=MarkKind.INVOICE))
    return [step for step in steps if step.claim.id not in failed]


def _paid_for(verb: TillVerb, steps: Sequence[Step], found: dict[int, Answered], on: date) -> list[Step]:
    """Those whose money went along: committed, released where it was reserved, cancelled where it was committed."""
    kept: list[Step] = []
    for state, deed in ((ClaimState.AUTHORISED, funds.release), (ClaimState.CAPTURED, funds.cancel)):
        those = [step for step in steps if step.before is state]
        if not those:
            continue
        call = funds.commit if verb is TillVerb.CAPTURE else deed
        movings = [
            funds.Moving(f"{verb.value}:{step.claim.number}", step.claim.holding, step.claim.amount_fen)
            for step in those
        ]
        for step, answer in zip(those, call(ACTOR, movings, on=on), strict=True):
            if isinstance(answer, funds.Taken):
                kept.append(step)
            else:
                # Money of an authorised claim is there: if not, the books differ and nothing may follow.
                found[step.place] = refused(errors.TillBroken())
    return kept


def _row(step: Step) -> dict[str, Any]:
    body = step.asked.body
    row: dict[str, Any] = {
        "id": step.claim.id,
        "state": step.after.value,
        "shop_id": step.claim.shop_id,
        "voucher_id": step.claim.voucher_id,
    }
    if isinstance(body, ToCapture):
        return row | {
            "invoice": body.invoice,
            "delivered_on": body.delivered_on.isoformat(),
            "old_note": body.old_note,
        }
    assert not isinstance(body, ToAuthorise)  # noqa: S101 - for the type checker: the verb says so
    return row | {"reason": body.reason}


def _said(step: Step) -> dict[str, Any]:
    return {
        "outcome": step.after.value,
        "claim": step.claim.number,
        "state": step.after.value,
        "amount_fen": step.claim.amount_fen,
        "price_fen": step.claim.price_fen,
        "sandbox": False,
    }


def _tried(one: Asked, on: date) -> Answered:
    """A sandbox keeps nothing: the number of its claim says the price and the subsidy."""
    number = _number(one)
    parts = number.removeprefix(SANDBOX_VOUCHER).split("-")
    try:
        if not number.startswith(SANDBOX_VOUCHER) or len(parts) != 2 or not all(part.isdecimal() for part in parts):
            raise errors.ClaimUnknown(field="claim")
        price, amount = (int(part[:12]) for part in parts)
        if isinstance(one.body, ToCapture):
            _require_whole(one.body, price, one.body.delivered_on, on)
    except Refusal as refusal:
        return refused(refusal)
    state = state_after(one.verb, ClaimState.AUTHORISED).value
    said = {"claim": number, "state": state, "amount_fen": amount, "price_fen": price}
    return Answered({"outcome": state, **said, "sandbox": True})


def _leave_trail(deed: Deed, steps: Sequence[Step]) -> None:
    said = [
        (step.claim.path, step.claim.id, {"state": step.before.value},
         {"state": step.after.value, "till": step.asked.seat.till_number})
        for step in steps
    ]  # fmt: skip
    leave_trail(ACTOR, deed, said)
