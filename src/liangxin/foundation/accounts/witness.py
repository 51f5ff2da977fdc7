"""What the accounts report to the trail, which stands above them and registers here."""

from __future__ import annotations

from collections.abc import Callable

from liangxin.foundation.accounts.actor import Actor
from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.terms import Deed

Witness = Callable[[Actor, Deed, Account], None]

_witnesses: list[Witness] = []


def register_witness(witness: Witness) -> None:
    """Call `witness(actor, deed, account)` in the transaction of whatever befalls an account."""
    if witness not in _witnesses:
        _witnesses.append(witness)


def witnessed(deed: Deed, account: Account, by: Actor | None = None) -> None:
    for witness in _witnesses:
        witness(by or Actor(account.pk, account.name), deed, account)
