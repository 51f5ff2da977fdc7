"""Who acts: built once a request, job or command and passed on as the first argument, never a thread-local.

A standing says where (region, perhaps one unit of it) and what (powers). It covers its own region and those below.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Self

from django.apps import apps
from django.db.models import Q
from django.utils.module_loading import module_has_submodule

from liangxin.foundation.accounts.errors import NotAllowed
from liangxin.kernel.term import Term


@dataclass(frozen=True)
class Standing:
    """Powers in one region: `region_path` is the codes from the top joined by "/", ending in "/" ("370000/370200/").

    With a `unit_id` the powers hold for that unit's own matters; without, for all units of the region and below.
    """

    region: str
    region_path: str
    unit_id: int | None
    unit_name: str
    powers: frozenset[str]

    def __post_init__(self) -> None:
        # "" would be a prefix of every path, "3702" one of "370283/": both would open what is not theirs.
        if not self.region_path.endswith("/"):
            raise ValueError(f"a region path ends in '/': {self.region_path!r}")

    def covers(self, power: str, region_path: str | None, unit_id: int | None) -> bool:
        return (
            power in self.powers
            and (region_path is None or region_path.startswith(self.region_path))
            and (unit_id is None or self.unit_id is None or self.unit_id == unit_id)
        )


@dataclass(frozen=True)
class Actor:
    """An account with its standings, or the system itself (jobs, set-up), or a visitor without an account."""

    account_id: int | None
    name: str
    standings: tuple[Standing, ...] = ()
    is_system: bool = False
    run_id: str = ""

    @classmethod
    def system(cls, name: str, run_id: str = "") -> Self:
        """The system acting by itself, under the name of what it does; it may do everything."""
        return cls(None, name, is_system=True, run_id=run_id)

    @classmethod
    def visitor(cls) -> Self:
        """Somebody without an account: may do nothing that asks for a power."""
        return cls(None, "访客")

    def may(self, power: str, region_path: str | None = None, unit_id: int | None = None) -> bool:
        """Whether a standing gives `power` at the place; without a place, whether any standing gives it anywhere."""
        return self.is_system or any(standing.covers(power, region_path, unit_id) for standing in self.standings)

    def require(self, power: str, region_path: str | None = None, unit_id: int | None = None) -> None:
        """Raise NotAllowed unless `may` says yes."""
        if not self.may(power, region_path, unit_id):
            raise NotAllowed(power=power_label(power))

    def paths(self, power: str) -> tuple[str, ...]:
        """The widest region paths in which the actor has `power`; ("",), the prefix of every path, for the system."""
        if self.is_system:
            return ("",)
        widest: list[str] = []
        for path in sorted({standing.region_path for standing in self.standings if power in standing.powers}):
            if not widest or not path.startswith(widest[-1]):
                widest.append(path)
        return tuple(widest)


def seen_from(actor: Actor, power: str, field: str = "region__path", unit_field: str | None = None) -> Q:
    """The filter of a `visible_…`: rows whose region path lies under a standing with `power`.

    Nothing for a stranger, everything for the system. With `unit_field` a standing of one unit sees its rows only.
    """
    if actor.is_system:
        return ~Q(pk__in=[])  # everything, also where it stands in an OR, from which an empty Q would vanish
    if unit_field is None:
        places = [Q(**{f"{field}__startswith": path}) for path in actor.paths(power)]
    else:
        places = [
            Q(**{f"{field}__startswith": standing.region_path})
            & (Q() if standing.unit_id is None else Q(**{unit_field: standing.unit_id}))
            for standing in actor.standings
            if power in standing.powers
        ]
    seen = Q(pk__in=[])
    for place in places:
        seen |= place
    return seen


def all_powers() -> list[Term]:
    """Every power that an installed package declares as `terms.Power`, in the order of the packages."""
    return declared_terms("Power")


def declared_terms(kind: str) -> list[Term]:
    """The members of the enumerations of that name ("Power", "Deed") in the `terms` of all installed packages."""
    members: list[Term] = []
    for config in apps.get_app_configs():
        if config.module and config.name.startswith("liangxin.") and module_has_submodule(config.module, "terms"):
            members += getattr(import_module(f"{config.name}.terms"), kind, [])
    return members


def power_label(power: str) -> str:
    """The Chinese label of a power; a power that no package declares is shown by its code."""
    if isinstance(power, Term):
        return power.label
    return next((declared.label for declared in all_powers() if declared == power), power)
