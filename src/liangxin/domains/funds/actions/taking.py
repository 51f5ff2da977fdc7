"""The door through which money is taken and moved on, in sets: one code path for one request and for thousands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db import connection, transaction

from liangxin.domains.funds.actions.bearing import charge, discharge
from liangxin.domains.funds.actions.posting import Posted, Posting, bundle_of, post
from liangxin.domains.funds.errors import BudgetNotFound
from liangxin.domains.funds.events import MoneyClawedBack, MoneyPaid
from liangxin.domains.funds.models import Account, Budget, Bundle, Holding
from liangxin.domains.funds.rules.takings import Moving, Refused, Taken, Taking
from liangxin.domains.funds.terms import EntryKind, Outcome, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import announce

MOST_KEPT: Final = 10_000
_KEPT: WeakKeyDictionary[Any, dict[tuple[int, ...], tuple[int, str | None]]] = WeakKeyDictionary()


def take(
    actor: Actor, requests: Sequence[Taking], *, on: date, commit: bool = False, reason: str = ""
) -> list[Taken | Refused]:
    """Reserve money (or with `commit` take it for good), the requests in their order, each in all its budgets or none.

    One statement decides and takes the whole set; answers come in the order of the requests.
    Raises BudgetNotFound, BundleUnfit, NotAllowed, SetTooLarge, KeyUnfit, JournalBusy: then nothing is taken.
    """
    bundles = _bundles(actor, {request.budgets for request in requests})
    postings = [
        Posting(request.key, request.fen, on, bundle=bundles[request.budgets], subject=request.subject)
        for request in requests
    ]
    kind = EntryKind.TAKE if commit else EntryKind.RESERVE
    return _answers(postings, post(actor, kind, postings, reason=reason))


def commit(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """Make reserved money committed. Raises as `take` does."""
    return _move(actor, EntryKind.COMMIT, movings, on, reason)


def release(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """Give reserved money back to its budgets. Raises as `take` does."""
    return _move(actor, EntryKind.RELEASE, movings, on, reason)


def cancel(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """Give committed money back to its budgets. Raises as `take` does."""
    return _move(actor, EntryKind.CANCEL, movings, on, reason)


def hold(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """Put committed money on its way to the bank. Raises as `take` does."""
    return _move(actor, EntryKind.HOLD, movings, on, reason, Power.PAY)


def unhold(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """Take it back from that way: it stays committed. Raises as `take` does."""
    return _move(actor, EntryKind.UNHOLD, movings, on, reason, Power.PAY)


def reuse(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """Let clawed-back money be spent again by its budgets. Raises as `take` does."""
    return _move(actor, EntryKind.REUSE, movings, on, reason, Power.PAY)


@transaction.atomic
def pay(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """The bank has paid: what was held is paid, and the sources bear it by their shares. Raises as `take` does."""
    answers = _move(actor, EntryKind.PAY, movings, on, reason, Power.PAY)
    done = _done(movings, answers)
    charge(actor, done, on=on, reason=reason)
    announce(MoneyPaid(tuple((moving.holding, moving.fen) for moving in done)))
    return answers


@transaction.atomic
def bounce(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str = "") -> list[Taken | Refused]:
    """A payment has come back from the bank: it is committed again, the sources bear it no more. Raises as `take`."""
    answers = _move(actor, EntryKind.BOUNCE, movings, on, reason, Power.PAY)
    discharge(actor, _done(movings, answers), on=on, reason=reason)
    return answers


@transaction.atomic
def claw_back(actor: Actor, movings: Sequence[Moving], *, on: date, reason: str) -> list[Taken | Refused]:
    """Paid money has come back from who got it: it is recovered, and the sources bear it no more. Raises as `take`."""
    answers = _move(actor, EntryKind.CLAW_BACK, movings, on, reason, Power.PAY)
    done = _done(movings, answers)
    discharge(actor, done, on=on, reason=reason)
    announce(MoneyClawedBack(tuple((moving.holding, moving.fen) for moving in done)))
    return answers


def _move(
    actor: Actor,
    kind: EntryKind,
    movings: Sequence[Moving],
    on: date,
    reason: str,
    power: Power = Power.TAKE,
) -> list[Taken | Refused]:
    if not actor.is_system:
        held = Bundle.objects.filter(
            pk__in=Holding.objects.filter(pk__in={each.holding for each in movings}).values("bundle")
        )
        for path in set(held.values_list("chain__budget__region__path", flat=True)):
            actor.require(power, path)
    postings = [Posting(moving.key, moving.fen, on, holding=moving.holding) for moving in movings]
    return _answers(postings, post(actor, kind, postings, reason=reason))


def _bundles(actor: Actor, wanted: set[tuple[int, ...]]) -> dict[tuple[int, ...], int]:
    """The bundle of each set of budgets, if the actor may take from it; those that are new are made."""
    sets = {budgets: tuple(sorted(set(budgets))) for budgets in wanted}
    known = _known()
    unknown = [list(numbers) for numbers in sets.values() if numbers not in known]
    if unknown:
        rows = Bundle.objects.filter(accounts__in=unknown)
        for accounts, bundle, path in rows.values_list("accounts", "pk", "chain__budget__region__path"):
            known[tuple(accounts)] = (bundle, path)
    for numbers in sets.values():
        if numbers not in known:
            known[numbers] = _new_bundle(actor, list(numbers))
        _require(actor, known[numbers][1])
    return {budgets: known[numbers][0] for budgets, numbers in sets.items()}


def _known() -> dict[tuple[int, ...], tuple[int, str | None]]:
    """Bundles and the region paths of their budgets that this connection has read; bundles never change.

    What a transaction reads or makes is kept when it is committed: until then it may be undone.
    """
    connection.ensure_connection()
    kept = _KEPT.setdefault(connection.connection, {})
    if len(kept) > MOST_KEPT:
        kept.clear()
    if not connection.in_atomic_block:
        return kept
    mine = kept.copy()
    transaction.on_commit(lambda: kept.update(mine))
    return mine


def _new_bundle(actor: Actor, numbers: list[int]) -> tuple[int, str | None]:
    paths = list(Budget.objects.filter(pk__in=numbers).values_list("region__path", flat=True))
    if len(paths) != len(numbers) or not numbers:
        raise BudgetNotFound
    for path in set(paths):
        _require(actor, path)
    try:
        return bundle_of(numbers), paths[0]
    except Account.DoesNotExist as error:
        raise BudgetNotFound from error


def _require(actor: Actor, path: str | None) -> None:
    """A source's money is placed by grants alone: for a taking it is not there."""
    if path is None:
        raise BudgetNotFound
    actor.require(Power.TAKE, path)


def _answers(postings: Sequence[Posting], posted: Sequence[Posted]) -> list[Taken | Refused]:
    return [
        Taken(asked.key, answer.holding or 0, answer.outcome is Outcome.AGAIN)
        if answer.outcome.is_done
        else Refused(asked.key, answer.outcome, answer.account, answer.room)
        for asked, answer in zip(postings, posted, strict=True)
    ]


def _done(movings: Sequence[Moving], answers: Sequence[Taken | Refused]) -> list[Moving]:
    """What was done now: not what was refused, nor what had been done before."""
    return [
        moving
        for moving, answer in zip(movings, answers, strict=True)
        if isinstance(answer, Taken) and not answer.again
    ]
