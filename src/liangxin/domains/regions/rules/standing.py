"""Codes of zones, days of a membership, who may appoint whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from liangxin.domains.regions.errors import (
    CodeMalformed,
    DaysReversed,
    MembershipOverlaps,
    NameMissing,
    PowersUnknown,
    SelfAppointment,
)
from liangxin.domains.regions.terms import NAME_LIMIT, ZONE_MARK, RegionLevel
from liangxin.kernel.text import plain

_ZONE_CODE = re.compile(r"\d{6}-Z\d{2}")


@dataclass(frozen=True, slots=True)
class Tenure:
    """Days of a membership, half-open; without an end it goes on."""

    starts_on: date
    ends_on: date | None = None

    def overlaps(self, other: Tenure) -> bool:
        return (other.ends_on is None or self.starts_on < other.ends_on) and (
            self.ends_on is None or other.starts_on < self.ends_on
        )


def require_name(name: str, limit: int = NAME_LIMIT, *, field: str = "name") -> str:
    """The name without outer space; refuses one that is empty, all punctuation or too long."""
    cleaned = name.strip()
    if not any(sign.isalnum() for sign in plain(cleaned)) or len(cleaned) > limit:
        raise NameMissing(field=field, limit=limit)
    return cleaned


def require_zone_code(code: str, parent_code: str) -> str:
    """A zone's code is its division's, a mark and two digits; refuses any other form.

    >>> require_zone_code("990123-Z01", "990123")
    '990123-Z01'
    """
    if not _ZONE_CODE.fullmatch(code) or not code.startswith(parent_code + ZONE_MARK):
        hint = f"请写成{parent_code}{ZONE_MARK}01、{parent_code}{ZONE_MARK}02这样的代码。"
        raise CodeMalformed(field="code", code=code, parent=parent_code, hint=hint)
    return code


def require_division_code(code: str, parent_code: str) -> str:
    """A division's code has six digits and begins like its parent's; refuses any other form."""
    if not re.fullmatch(r"\d{6}", code) or not code.startswith(parent_code.rstrip("0")) or code == parent_code:
        hint = "区划代码为六位数字，开头与上级区划相同。"
        raise CodeMalformed(field="code", code=code, parent=parent_code or "全国", hint=hint)
    return code


def parent_of(code: str, known: Collection[str]) -> str:
    """The code above a division's in GB/T 2260, "" for a province.

    Districts of municipalities and counties run by their province have no city above them.
    """
    city, province = code[:4] + "00", code[:2] + "0000"
    if code == province:
        return ""
    return city if city != code and city in known else province


def level_of(code: str) -> RegionLevel:
    """The level that a six-digit code states.

    >>> level_of("370283").label
    '县级'
    """
    if code.endswith("0000"):
        return RegionLevel.PROVINCE
    return RegionLevel.CITY if code.endswith("00") else RegionLevel.COUNTY


def require_days(starts_on: date, ends_on: date | None) -> Tenure:
    """The tenure of these days; refuses an end that is not after the start."""
    if ends_on is not None and ends_on <= starts_on:
        raise DaysReversed(field="ends_on", starts_on=starts_on.isoformat(), ends_on=ends_on.isoformat())
    return Tenure(starts_on, ends_on)


def require_free(tenure: Tenure, others: Iterable[Tenure], *, person: str, unit: str, role: str) -> None:
    """Refuse a tenure that overlaps another of the same person, unit and role."""
    if any(tenure.overlaps(other) for other in others):
        raise MembershipOverlaps(field="starts_on", person=person, unit=unit, role=role)


def require_another(actor_account_id: int | None, account_id: int) -> None:
    """Nobody appoints or dismisses themselves: whoever could would hold every power there is."""
    if actor_account_id == account_id:
        raise SelfAppointment(field="username")


def require_known(powers: Iterable[str], known: Iterable[str]) -> list[str]:
    """The powers in order, once each; refuses one that no package declares."""
    asked, declared = set(powers), set(known)
    if unknown := sorted(asked - declared):
        raise PowersUnknown(field="powers", powers="、".join(unknown))
    return sorted(asked)
