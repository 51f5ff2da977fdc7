"""Where standings come from: packages above register how they find them; the actor of an account asks them all."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser

from liangxin.foundation.accounts.actor import Actor, Standing
from liangxin.foundation.accounts.models import Account

Resolver = Callable[[Account], tuple[Standing, ...]]

_resolvers: list[Resolver] = []


def register_standings(resolver: Resolver) -> None:
    """Ask `resolver` for the standings of an account from now on; called in the `ready()` of the package that knows."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)


def actor_of(account: Account | AnonymousUser | None, run_id: str = "") -> Actor:
    """The actor of an account with its standings of this moment; a visitor for nobody or a disabled account."""
    if not isinstance(account, Account) or not account.is_active:
        return Actor.visitor()
    standings = tuple(standing for resolver in _resolvers for standing in resolver(account))
    return Actor(account.pk, account.name, standings, run_id=run_id)
