"""What a till asks and is answered, and which of the waiting requests are decided together. Pure.

A set is of one verb, and has each voucher, number, claim and request key once: what would touch the same thing
waits for the next set, so that no row of a set depends on another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from liangxin.domains.claims.errors import ClaimNotFit, FieldWrong, TillRefusal
from liangxin.domains.claims.terms import (
    KEY_LENGTH,
    LARGEST_TILL_SET,
    SERIAL_LIMIT,
    TEXT_LIMIT,
    ClaimState,
    TillVerb,
)
from liangxin.kernel.identifiers import check_imei
from liangxin.kernel.refusal import Refusal

MOST_FEN: Final = 100_000_000  # a price above a million yuan is a slip of the hand
FACTS_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Seat:
    """Who asks: a till of a shop of a merchant, by one of its keys. `key_id` is the row, `path` the shop's region."""

    key_id: int
    till_id: int
    till_number: str
    shop_id: int
    merchant_id: int
    region_id: int
    path: str
    takes_old: bool | None
    is_sandbox: bool


@dataclass(frozen=True, slots=True)
class ToAuthorise:
    """A sale that is about to be paid: the voucher, the goods, which one of them, its price."""

    voucher: str
    barcode: str
    serial: str
    price_fen: int
    imei: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToCapture:
    """A sale that was invoiced and delivered."""

    claim: str
    invoice: str
    delivered_on: date
    price_fen: int
    old_note: str = ""


@dataclass(frozen=True, slots=True)
class ToReverse:
    """A sale that does not stand; also what has run out."""

    claim: str
    reason: str


Body = ToAuthorise | ToCapture | ToReverse


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it comes to be decided; `key` is the till's own, `digest` that of what it sent."""

    verb: TillVerb
    seat: Seat
    key: str
    digest: str
    body: Body


@dataclass(frozen=True, slots=True)
class Answered:
    """What the till is told; `refusal` where it was not done. `again`: it had been decided before."""

    said: Mapping[str, Any]
    refusal: type[Refusal] | None = None
    again: bool = False


_FIELDS: Final = {
    TillVerb.AUTHORISE: ("voucher", "barcode", "serial", "price_fen", "imei", "facts"),
    TillVerb.CAPTURE: ("claim", "invoice", "delivered_on", "price_fen", "old_note"),
    TillVerb.REVERSE: ("claim", "reason"),
}
FIELDS = _FIELDS


def read_body(verb: TillVerb, raw: bytes, on: date) -> Body:
    """What a body says. Raises FieldWrong, with the field."""
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FieldWrong(field="body", what="body", why="不是JSON") from error
    if not isinstance(said, dict):
        raise FieldWrong(field="body", what="body", why="应是一个JSON对象")
    for name in said:
        if name not in _FIELDS[verb]:
            raise FieldWrong(field=str(name)[:40], what=str(name)[:40], why="没有这个字段")
    if verb is TillVerb.AUTHORISE:
        return _to_authorise(said)
    if verb is TillVerb.CAPTURE:
        return ToCapture(
            claim=_text(said, "claim", 32),
            invoice=_text(said, "invoice", 30),
            delivered_on=_day(said, "delivered_on", on),
            price_fen=_fen(said),
            old_note=_text(said, "old_note", TEXT_LIMIT, required=False),
        )
    return ToReverse(claim=_text(said, "claim", 32), reason=_text(said, "reason", TEXT_LIMIT))


def _to_authorise(said: Mapping[str, Any]) -> ToAuthorise:
    imei = _text(said, "imei", 20, required=False)
    if imei and not (verdict := check_imei(imei)).ok:
        raise FieldWrong(field="imei", what="imei", why=(verdict.reason or "不是有效的号码").rstrip("。"))
    facts = said.get("facts", {})
    if not isinstance(facts, dict) or len(facts) > FACTS_MOST:
        raise FieldWrong(field="facts", what="facts", why=f"应是一个对象，不超过{FACTS_MOST}项")
    return ToAuthorise(
        voucher=_text(said, "voucher", 20),
        barcode=_text(said, "barcode", 14),
        serial=_text(said, "serial", SERIAL_LIMIT),
        price_fen=_fen(said),
        imei=imei,
        facts=facts,
    )


def _text(said: Mapping[str, Any], name: str, limit: int, *, required: bool = True) -> str:
    value = said.get(name, "")
    if type(value) is not str:
        raise FieldWrong(field=name, what=name, why="应是文字")
    text = value.strip()
    if required and not text:
        raise FieldWrong(field=name, what=name, why="没有填写")
    if len(text) > limit:
        raise FieldWrong(field=name, what=name, why=f"超过{limit}个字")
    if not text.isprintable():
        raise FieldWrong(field=name, what=name, why="含有不可见的字符")
    return text


def _fen(said: Mapping[str, Any]) -> int:
    value = said.get("price_fen")
    if type(value) is not int or not 0 < value <= MOST_FEN:
        raise FieldWrong(field="price_fen", what="price_fen", why="应是大于零的整数，单位为分")
    return value


def _day(said: Mapping[str, Any], name: str, on: date) -> date:
    try:
        day = date.fromisoformat(_text(said, name, 10))
    except ValueError as error:
        raise FieldWrong(field=name, what=name, why="应是日期，如2026-03-01") from error
    if day > on:
        raise FieldWrong(field=name, what=name, why="晚于今天")
    return day


def is_request_key(text: str) -> bool:
    """Whether a text may be the key of a request."""
    return 0 < len(text) <= KEY_LENGTH and text.isascii() and text.isprintable() and " " not in text


def touched(asked: Asked) -> tuple[tuple[object, ...], ...]:
    """What a request would touch: two that touch the same thing are not decided in one set."""
    request = ("request", asked.seat.till_id, asked.key)
    body = asked.body
    if isinstance(body, ToAuthorise):
        imei = (("imei", body.imei),) if body.imei else ()
        return (request, ("voucher", body.voucher), ("serial", body.serial.upper()), *imei)
    if isinstance(body, ToCapture):
        return (request, ("claim", body.claim), ("invoice", body.invoice))
    return (request, ("claim", body.claim))


def next_set(waiting: Sequence[Asked], most: int = LARGEST_TILL_SET) -> tuple[list[int], list[int]]:
    """The places of those that are decided now, and of those that stay; both in the order in which they came."""
    chosen: list[int] = []
    left: list[int] = []
    seen: set[tuple[object, ...]] = set()
    kind = (waiting[0].verb, waiting[0].seat.is_sandbox) if waiting else None
    for place, asked in enumerate(waiting):
        things = touched(asked)
        if len(chosen) < most and (asked.verb, asked.seat.is_sandbox) == kind and seen.isdisjoint(things):
            chosen.append(place)
        else:
            left.append(place)
        seen.update(things)  # also of those that stay: who came first goes first
    return chosen, left


def refused(refusal: Refusal) -> Answered:
    """A refusal as a till is told it."""
    sentence = refusal.sentence % _said(refusal)
    said: dict[str, Any] = {
        "outcome": "refused",
        "code": refusal.code,
        "sentence": sentence,
        "remedy": refusal.remedy % _said(refusal),
        "field": refusal.field,
        "is_final": refusal.is_final if isinstance(refusal, TillRefusal) else True,
    }
    return Answered(said, type(refusal))


def _said(refusal: Refusal) -> dict[str, object]:
    return {name: getattr(value, "label", value) for name, value in refusal.details.items()}


def yuan(fen: int) -> str:
    """Money as cases of rulebooks write it.

    >>> yuan(399900)
    '3999.00元'
    """
    return f"{fen // 100}.{fen % 100:02d}元"


# From which states a claim is brought where, by which verb of the till.
MAY: Final[Mapping[TillVerb, Mapping[ClaimState, ClaimState]]] = {
    TillVerb.CAPTURE: {ClaimState.AUTHORISED: ClaimState.CAPTURED},
    TillVerb.REVERSE: {
        ClaimState.AUTHORISED: ClaimState.REVERSED,
        ClaimState.CAPTURED: ClaimState.REVERSED,
    },
    TillVerb.LAPSE: {ClaimState.AUTHORISED: ClaimState.LAPSED},
}


def state_after(verb: TillVerb, state: ClaimState) -> ClaimState:
    """Where a claim stands after the verb. Raises ClaimNotFit."""
    after = MAY[verb].get(state)
    if after is None:
        raise ClaimNotFit(field="claim", state=state, verb=verb)
    return after


def by_path(rows: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """Things by the path of their region."""
    found: dict[str, list[Any]] = {}
    for path, thing in rows:
        found.setdefault(path, []).append(thing)
    return found
