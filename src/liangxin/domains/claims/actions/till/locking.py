"""What a set locks and looks at before it decides: vouchers, claims, and what was asked before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

from liangxin.domains.claims.actions.till.sending import sent_together
from liangxin.domains.claims.errors import KeyOtherwiseUsed, SignatureWrong
from liangxin.domains.claims.rules.till import Answered, Asked, refused

_VOUCHERS: Final = """
    SELECT v.code, v.id, v.state, v.party_id, v.region_id, r.path, v.family, v.category, v.expires_at,
           nextval('claims_claim_id_seq')
      FROM claims_voucher v JOIN regions_region r ON r.id = v.region_id
     WHERE v.code = ANY (%s) ORDER BY v.id FOR NO KEY UPDATE OF v
"""
_CLAIMS: Final = """
    SELECT c.number, c.id, c.state, c.merchant_id, c.shop_id, r.path, c.price_fen, c.amount_fen, c.holding, c."on",
           s.voucher_id, s.till_id
      FROM claims_claim c JOIN claims_tillsale s ON s.claim_id = c.id JOIN regions_region r ON r.id = c.region_id
     WHERE c.number = ANY (%s) ORDER BY c.id FOR NO KEY UPDATE OF c
"""
_HELD: Final = "SELECT id FROM claims_voucher WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE"
_ASKED: Final = """
    SELECT t.i, k.ends_at IS NULL OR k.ends_at > %s, r.digest, r.answer, r.code
      FROM json_to_recordset(%s) AS t(i integer, key_id bigint, till_id bigint, key text)
      JOIN claims_tillkey k ON k.id = t.key_id
      LEFT JOIN claims_tillrequest r ON r.till_id = t.till_id AND r.key = t.key
"""


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher, locked; `claim_id` is the number that a claim by it would have. Nobody's where it is for trying."""

    code: str
    id: int
    state: str
    party_id: int
    region_id: int
    path: str
    family: str
    category: str
    expires_at: datetime
    claim_id: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of the till, locked."""

    number: str
    id: int
    state: str
    merchant_id: int
    shop_id: int
    path: str
    price_fen: int
    amount_fen: int
    holding: int
    on: date
    voucher_id: int
    till_id: int


def lock_vouchers(
    codes: Iterable[str], asked: Sequence[Asked], now: datetime
) -> tuple[dict[str, VoucherRow], dict[int, Answered]]:
    """The vouchers of these codes by code, locked until the transaction ends; then, what was asked before."""
    with connection.cursor() as vouchers, connection.cursor() as requests:
        with sent_together():
            vouchers.execute(_VOUCHERS, [list(codes)])
            _look(requests, asked, now)
        return {row[0]: VoucherRow(*row) for row in vouchers.fetchall()}, _answers(asked, requests.fetchall())


def lock_claims(
    numbers: Iterable[str], asked: Sequence[Asked], now: datetime
) -> tuple[dict[str, ClaimRow], dict[int, Answered]]:
    """The till's claims of these numbers by number, locked until the transaction ends, then their vouchers; then,
    what was asked before.
    """
    with connection.cursor() as claims, connection.cursor() as requests:
        claims.execute(_CLAIMS, [list(numbers)])
        found = {row[0]: ClaimRow(*row) for row in claims.fetchall()}
        with sent_together():
            claims.execute(_HELD, [[row.voucher_id for row in found.values()]])
            _look(requests, asked, now)
        return found, _answers(asked, requests.fetchall())


def _look(cursor: CursorWrapper, asked: Sequence[Asked], now: datetime) -> None:
    """Look whether keys of tills are still in use, and what was answered to these requests; lapsing has no key."""
    said = [
        {"i": place, "key_id": one.seat.key_id, "till_id": one.seat.till_id, "key": one.key}
        for place, one in enumerate(asked)
        if one.seat.key_id
    ]
    cursor.execute(_ASKED, [now, json.dumps(said)])


def _answers(asked: Sequence[Asked], rows: Iterable[tuple[Any, ...]]) -> dict[int, Answered]:
    """Answers by place to what was asked before, and to what is signed by a key that has ended."""
    found = {place: _known(asked[place], *rest) for place, *rest in rows}
    return {place: answer for place, answer in found.items() if answer is not None}


def _known(one: Asked, is_used: bool, digest: str | None, answer: Any, code: str | None) -> Answered | None:
    if not is_used:
        return refused(SignatureWrong())
    if digest is None:
        return None
    if digest != one.digest:
        return refused(KeyOtherwiseUsed(field="liangxin-request"))
    said = json.loads(answer) if isinstance(answer, str) else answer
    return Answered(said, _REFUSALS.get(code or ""), again=True)


def _refusals() -> dict[str, Any]:
    from liangxin.domains.claims import errors

    found = (getattr(errors, name) for name in errors.__all__)
    return {one.code: one for one in found}


_REFUSALS: Final = _refusals()
