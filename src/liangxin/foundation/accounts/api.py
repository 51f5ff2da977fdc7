"""The door of the accounts."""

from liangxin.foundation.accounts.actor import Actor, Standing, all_powers, declared_terms, power_label, seen_from
from liangxin.foundation.accounts.errors import LockedOut, NotAllowed, WrongCredentials
from liangxin.foundation.accounts.middleware import OfficeRequest
from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.standings import actor_of, register_standings

__all__ = [
    "Account",
    "Actor",
    "LockedOut",
    "NotAllowed",
    "OfficeRequest",
    "Standing",
    "WrongCredentials",
    "actor_of",
    "all_powers",
    "declared_terms",
    "power_label",
    "register_standings",
    "seen_from",
]
