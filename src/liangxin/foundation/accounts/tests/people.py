"""People for tests: an account with standings, and a resolver that answers for them."""

from __future__ import annotations

import itertools

from liangxin.foundation.accounts.api import Account, Actor, Standing

_numbers = itertools.count(1)


def account(username: str = "", *, password: str | None = None, **values: object) -> Account:
    """A stored account; without a name it gets one of its own."""
    username = username or f"person{next(_numbers)}"
    return Account.objects.create_user(username, password, name=str(values.pop("name", username)), **values)


def standing(region_path: str, *powers: str, unit_id: int | None = None, unit_name: str = "") -> Standing:
    """A standing at the region at the end of the path."""
    region = region_path.rstrip("/").rsplit("/", 1)[-1]
    return Standing(region, region_path, unit_id, unit_name, frozenset(powers))


def actor(*standings: Standing, name: str = "li", account_id: int | None = 1) -> Actor:
    """An actor that no database knows: for rules and filters."""
    return Actor(account_id, name, standings)
