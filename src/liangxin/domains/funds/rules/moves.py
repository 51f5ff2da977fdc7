"""The table of entries: from where to where each kind moves money, and what a balance therefore is.

An entry has one amount that leaves one place and reaches another in every account that it names, so it balances in
each by its form: a one-sided entry cannot be written. The database holds the same table (`funds_moves()`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from liangxin.domains.funds.errors import BundleUnfit
from liangxin.domains.funds.terms import AccountKind, EntryKind, Place


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table; `opens` makes a holding, `holds` works on one, otherwise the account alone is moved."""

    source: Place
    target: Place
    opens: bool = False
    holds: bool = True


_P = Place
MOVES: Final[Mapping[EntryKind, Move]] = {
    EntryKind.GRANT: Move(_P.GRANTED, _P.AVAILABLE, holds=False),
    EntryKind.WITHDRAW: Move(_P.AVAILABLE, _P.GRANTED, holds=False),
    EntryKind.RESERVE: Move(_P.AVAILABLE, _P.RESERVED, opens=True),
    EntryKind.TAKE: Move(_P.AVAILABLE, _P.COMMITTED, opens=True),
    EntryKind.COMMIT: Move(_P.RESERVED, _P.COMMITTED),
    EntryKind.RELEASE: Move(_P.RESERVED, _P.AVAILABLE),
    EntryKind.CANCEL: Move(_P.COMMITTED, _P.AVAILABLE),
    EntryKind.HOLD: Move(_P.COMMITTED, _P.HELD),
    EntryKind.UNHOLD: Move(_P.HELD, _P.COMMITTED),
    EntryKind.PAY: Move(_P.HELD, _P.PAID),
    EntryKind.BOUNCE: Move(_P.PAID, _P.COMMITTED),
    EntryKind.CLAW_BACK: Move(_P.PAID, _P.RECOVERED),
    EntryKind.REUSE: Move(_P.RECOVERED, _P.AVAILABLE),
    EntryKind.SPEND: Move(_P.COMMITTED, _P.PAID),
    EntryKind.UNSPEND: Move(_P.PAID, _P.COMMITTED),
    EntryKind.RETURN: Move(_P.AVAILABLE, _P.RETURNED, holds=False),
}
HELD_PLACES: Final = (_P.RESERVED, _P.COMMITTED, _P.HELD, _P.PAID, _P.RECOVERED)  # what a holding can stand in
STANDING_PLACES: Final = (_P.AVAILABLE, *HELD_PLACES, _P.RETURNED)  # together they are what was granted


def postings(kind: EntryKind, fen: int) -> dict[Place, int]:
    """What an entry adds to each place of one account. The other side of `granted` is outside: its sign is turned.

    >>> postings(EntryKind.RESERVE, 500)
    {<Place.AVAILABLE: 'available'>: -500, <Place.RESERVED: 'reserved'>: 500}
    """
    move = MOVES[kind]
    return {
        move.source: fen if move.source is Place.GRANTED else -fen,
        move.target: -fen if move.target is Place.GRANTED else fen,
    }


def balance_of(entries: Iterable[tuple[EntryKind, int]]) -> dict[Place, int]:
    """The balance of an account after these entries (kind, fen), from nothing."""
    balance = dict.fromkeys(Place, 0)
    for kind, fen in entries:
        for place, change in postings(kind, fen).items():
            balance[place] += change
    return balance


def is_balanced(balance: Mapping[Place, int]) -> bool:
    """Whether all that was granted stands somewhere, and nothing stands below zero."""
    standing = [balance[place] for place in STANDING_PLACES]
    return sum(standing) == balance[Place.GRANTED] and min(standing) >= 0


def money_account(kinds: Mapping[int, AccountKind]) -> int:
    """Which of the accounts taken together the money is in, and in whose chain the entries stand.

    One budget with any limits; or one account alone. Raises BundleUnfit: with two budgets the money would be spent
    twice, with none it would come from nowhere.
    """
    money = [account for account, kind in kinds.items() if kind.is_money]
    if len(kinds) == 1:
        return next(iter(kinds))
    if len(money) != 1 or kinds[money[0]] is not AccountKind.BUDGET:
        raise BundleUnfit(count=len(money))
    return money[0]
