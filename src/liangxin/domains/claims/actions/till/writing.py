"""What a set writes, each kind of row by one statement: marks, claims with their sales and vouchers, answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection

from liangxin.domains.claims.errors import KeyOtherwiseUsed, SignatureWrong, TillBroken
from liangxin.domains.claims.models import MARK, Mark
from liangxin.domains.claims.rules.till import Answered, Asked, by_path
from liangxin.domains.claims.terms import Deed, MarkKind, TillVerb
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.fields import blind
from liangxin.foundation.trail.api import record_selected

_MARK: Final = """
    INSERT INTO claims_mark (claim_id, kind, number, digest, held)
    SELECT claim_id, kind, number, digest, true
      FROM json_to_recordset(%s) AS t(claim_id bigint, kind text, number text, digest text) ORDER BY kind, digest
        ON CONFLICT DO NOTHING RETURNING claim_id, kind
"""
_UNMARK: Final = "DELETE FROM claims_mark WHERE claim_id = ANY (%s) AND kind = ANY (%s)"
_FREE: Final = "UPDATE claims_mark SET held = false WHERE claim_id = ANY (%s) AND held"
_CLAIM: Final = """
    WITH t AS (
        SELECT * FROM json_to_recordset(%(rows)s) AS t(id bigint, public_id uuid, number text, region_id bigint,
            version_id bigint, family text, category text, party_id bigint, merchant_id bigint, shop_id bigint,
            "on" date, price_fen bigint, amount_fen bigint, facts jsonb, decision jsonb, holding bigint,
            voucher_id bigint, till_id bigint, barcode text, serial text)
    ), claims AS (
        INSERT INTO claims_claim (id, public_id, number, channel, state, region_id, version_id, family, category,
            party_id, merchant_id, shop_id, "on", price_fen, amount_fen, facts, decision, holding, clock, created_at,
            changed_at)
        SELECT id, public_id, number, 'till', 'authorised', region_id, version_id, family, category, party_id,
            merchant_id, shop_id, "on", price_fen, amount_fen, facts, decision, holding, 0, %(now)s, %(now)s FROM t
    ), sales AS (
        INSERT INTO claims_tillsale (claim_id, till_id, voucher_id, barcode, serial, lapses_at, invoice, old_note,
            end_reason)
        SELECT id, till_id, voucher_id, barcode, serial, %(lapses)s, '', '', '' FROM t
    ), notices AS (
        INSERT INTO claims_notice (public_id, hook_id, claim_id, kind, state, tries, next_try_at, happened_at, error)
        SELECT gen_random_uuid(), h.id, t.id, 'authorised', 'waiting', 0, %(now)s, %(now)s, ''
          FROM t JOIN claims_shophook h ON h.shop_id = t.shop_id AND h.is_on
    )
    UPDATE claims_voucher v SET state = 'held', claim_id = t.id FROM t WHERE v.id = t.voucher_id
"""
_MOVE: Final = """
    WITH t AS (
        SELECT * FROM json_to_recordset(%(rows)s) AS t(id bigint, state text, shop_id bigint, voucher_id bigint,
            invoice text, delivered_on date, old_note text, reason text)
    ), claims AS (
        UPDATE claims_claim c SET state = t.state, clock = c.clock + 1, changed_at = %(now)s FROM t WHERE c.id = t.id
    ), notices AS (
        INSERT INTO claims_notice (public_id, hook_id, claim_id, kind, state, tries, next_try_at, happened_at, error)
        SELECT gen_random_uuid(), h.id, t.id, t.state, 'waiting', 0, %(now)s, %(now)s, ''
          FROM t JOIN claims_shophook h ON h.shop_id = t.shop_id AND h.is_on
    ), vouchers AS (
        UPDATE claims_voucher v SET
            claim_id = CASE WHEN t.state = 'captured' THEN t.id END,
            state = CASE WHEN t.state = 'captured' THEN 'used' WHEN v.expires_at <= %(now)s THEN 'lapsed'
                         WHEN EXISTS (SELECT 1 FROM claims_voucher o WHERE o.party_id = v.party_id AND o.id <> v.id
                                         AND o.family = v.family AND o.category = v.category
                                         AND o.state IN ('open', 'held')) THEN 'lapsed'
                         ELSE 'open' END
          FROM t WHERE v.id = t.voucher_id
    )
    UPDATE claims_tillsale s SET
        invoice = coalesce(t.invoice, s.invoice), delivered_on = coalesce(t.delivered_on, s.delivered_on),
        old_note = coalesce(t.old_note, s.old_note),
        captured_at = CASE WHEN t.state = 'captured' THEN %(now)s ELSE s.captured_at END,
        ended_at = CASE WHEN t.state = 'captured' THEN s.ended_at ELSE %(now)s END,
        end_reason = coalesce(t.reason, s.end_reason)
      FROM t WHERE s.claim_id = t.id
"""
_ANSWER: Final = """
    INSERT INTO claims_tillrequest (till_id, key, verb, digest, code, answer, asked_at)
    SELECT till_id, key, verb, digest, code, answer, %s
      FROM json_to_recordset(%s) AS t(till_id bigint, key text, verb text, digest text, code text, answer jsonb)
     ORDER BY till_id, key
"""
_TRAIL: Final = """
    SELECT id, before, after FROM json_to_recordset(%(said)s) AS t(id bigint, before jsonb, after jsonb)
"""
Line = tuple[str, int, Mapping[str, Any] | None, Mapping[str, Any]]  # path of the region, claim, before, after
# Said of the request, not of what it asks: its key is not used up by it.
_NOT_KEPT: Final = (KeyOtherwiseUsed, SignatureWrong, TillBroken)


def put_marks(wanted: Iterable[tuple[int, MarkKind, str]]) -> dict[int, MarkKind]:
    """Hold these numbers (claim, kind, number), all of a claim or none; those not had: claim to the kind it failed by.

    Claims need not stand yet: their keys are looked at when the transaction ends.
    """
    asked = list(wanted)
    sealed = Mark._meta.get_field("number").get_db_prep_save
    rows = [
        {
            "claim_id": claim_id,
            "kind": kind.value,
            "number": sealed(number, connection),
            "digest": blind(MARK, number),
        }
        for claim_id, kind, number in asked
    ]
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [json.dumps(rows)])
        held = set(cursor.fetchall())
    failed = {claim_id: kind for claim_id, kind, _ in asked if (claim_id, kind.value) not in held}
    if failed:
        drop_marks(failed, {kind for claim_id, kind, _ in asked if claim_id in failed})
    return failed


def drop_marks(claim_ids: Iterable[int], kinds: Iterable[MarkKind]) -> None:
    """Take marks back that this transaction has put."""
    with connection.cursor() as cursor:
        cursor.execute(_UNMARK, [list(claim_ids), [kind.value for kind in kinds]])


def free_marks(claim_ids: Iterable[int]) -> None:
    """Let the numbers of claims that do not stand be used again."""
    with connection.cursor() as cursor:
        cursor.execute(_FREE, [list(claim_ids)])


def write_claims(rows: Sequence[Mapping[str, Any]], now: datetime, lapses: datetime) -> None:
    """New claims with their sales; vouchers are held by them; shops that want to hear of it will."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"rows": json.dumps(rows, ensure_ascii=False), "now": now, "lapses": lapses})


def move_claims(rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Claims captured, reversed or lapsed, with what follows for sale, voucher and notices."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, {"rows": json.dumps(rows, ensure_ascii=False), "now": now})


def leave_trail(actor: Actor, deed: Deed, lines: Sequence[Line]) -> None:
    """The lines of the trail, by one statement a region: it is planned once, which a COPY is not."""
    for path, those in by_path((line[0], line) for line in lines).items():
        said = [{"id": claim_id, "before": before, "after": after} for _, claim_id, before, after in those]
        values = {"said": json.dumps(said, ensure_ascii=False)}
        record_selected(actor, deed, "claims.claim", _TRAIL, values, region_path=path)


def keep_answers(asked: Sequence[Asked], answers: Sequence[Answered | None], now: datetime) -> None:
    """Keep what was answered now, so that the same request gets the same answer."""
    rows = [
        {
            "till_id": one.seat.till_id,
            "key": one.key,
            "verb": one.verb.value,
            "digest": one.digest,
            "code": answer.refusal.code if answer.refusal else "",
            "answer": answer.said,
        }
        for one, answer in zip(asked, answers, strict=True)
        if answer is not None
        and not answer.again
        and answer.refusal not in _NOT_KEPT
        and one.verb is not TillVerb.LAPSE
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_ANSWER, [now, json.dumps(rows, ensure_ascii=False)])
