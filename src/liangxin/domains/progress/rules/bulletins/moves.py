"""From which state a bulletin goes where, by whose power."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.domains.progress.terms import BulletinState, BulletinVerb, Power


@dataclass(frozen=True, slots=True)
class BulletinMove:
    """A verb in a state: where it leads, which power it takes."""

    source: BulletinState
    verb: BulletinVerb
    target: BulletinState
    power: Power


_DRAFT, _SUBMITTED = BulletinState.DRAFT, BulletinState.SUBMITTED
BULLETIN_MOVES = (
    BulletinMove(_DRAFT, BulletinVerb.EDIT, _DRAFT, Power.WRITE),
    BulletinMove(_DRAFT, BulletinVerb.SUBMIT, _SUBMITTED, Power.WRITE),
    BulletinMove(_SUBMITTED, BulletinVerb.SEND_BACK, _DRAFT, Power.ISSUE),
    BulletinMove(_SUBMITTED, BulletinVerb.ISSUE, BulletinState.ISSUED, Power.ISSUE),
    BulletinMove(BulletinState.ISSUED, BulletinVerb.WITHDRAW, BulletinState.WITHDRAWN, Power.ISSUE),
)


def move_from(state: BulletinState, verb: BulletinVerb) -> BulletinMove | None:
    """The move that a verb makes from a state, None where it makes none."""
    return next((move for move in BULLETIN_MOVES if move.source is state and move.verb is verb), None)


def may_issue(submitted_by: int | None, issued_by: int | None) -> bool:
    """Four eyes: who has submitted a bulletin does not issue it; the system has no account and no eyes."""
    return issued_by is not None and issued_by != submitted_by
