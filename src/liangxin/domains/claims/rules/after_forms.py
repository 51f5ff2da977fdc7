"""What the form of an after-sale claim asks beside the rulebook's questions: numbers, their checks. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from liangxin.domains.claims.terms import MarkKind
from liangxin.kernel.identifiers import check_invoice_number, check_plate, check_vin, mask_plate, spelled
from liangxin.kernel.shipped import shipped_data
from liangxin.kernel.verdict import Verdict

_FILE = Path(__file__).resolve().parents[1] / "data" / "after.yaml"
_PLAIN = re.compile(r"[0-9A-Z\-]{4,40}")


@dataclass(frozen=True, slots=True)
class FormRules:
    """What the file says of one family; `compared`, `buyer` and `kinds` name fields of read documents.

    `kinds` says in which kinds of paper a field counts; one that it does not name counts in all.
    """

    numbers: tuple[MarkKind, ...]
    optional: frozenset[MarkKind]
    held: frozenset[str]
    today: frozenset[str]
    compared: Mapping[str, str]
    buyer: str
    kinds: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def families() -> frozenset[str]:
    """The rulebooks that are claimed after the purchase."""
    return frozenset(shipped_data(_FILE)["families"])


@lru_cache(maxsize=32)
def form_rules(family: str) -> FormRules:
    """What the form of a family asks; raises KeyError for one that is not claimed after the purchase."""
    shipped = shipped_data(_FILE)
    return FormRules(
        numbers=tuple(MarkKind.of(kind) for kind in shipped["families"][family]["numbers"]),
        optional=frozenset(MarkKind.of(kind) for kind in shipped["optional"]),
        held=frozenset(shipped["held"]),
        today=frozenset(shipped["today"]),
        compared=dict(shipped["compared"]),
        buyer=str(shipped["buyer"]),
        kinds={name: frozenset(kinds) for name, kinds in shipped["kinds"].items()},
    )


def check_number(kind: MarkKind, text: str, on: date) -> Verdict:
    """Judge a number by its kind: form and check digit; what cannot be checked by digit by its form alone.

    >>> day = date(2026, 3, 2)
    >>> check_number(MarkKind.NEW_VIN, "LATPAB072W1005301", day).ok, check_number(MarkKind.INVOICE, "12", day).ok
    (True, False)
    """
    match kind:
        case MarkKind.OLD_VIN | MarkKind.NEW_VIN:
            return check_vin(text)
        case MarkKind.OLD_PLATE:
            return check_plate(text)
        case MarkKind.INVOICE:
            return check_invoice_number(text, on=on)
        case _:
            number = spelled(text)
            if _PLAIN.fullmatch(number):
                return Verdict.well_formed(number)
            return Verdict.refused(number, "应为4至40位数字、字母或短横。")


def shown_number(kind: MarkKind, number: str) -> str:
    """A number as lists show it: a plate is masked, the last six signs of others are enough to tell them apart."""
    if kind is MarkKind.OLD_PLATE:
        return mask_plate(number)
    return number if len(number) <= 6 else f"…{number[-6:]}"
