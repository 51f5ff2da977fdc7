"""Reading a case quickly: what is written in the usual way is taken as it is, everything else goes through `cases`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from liangxin.engines.rulebook.cases import EARLIER, read_case
from liangxin.engines.rulebook.records import Fact, FactKind, Rulebook, Value
from liangxin.engines.rulebook.values import FIRST_DAY, LAST_DAY

Quick = Callable[[Any], Value | None]
_YUAN = re.compile(r"(\d{1,9})(?:\.(\d\d))?元", re.ASCII)


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY and len(text) == 10 else None


def _quick_day(raw: Any) -> date | None:
    return _day(raw) if type(raw) is str else None


def _quick_yes_no(raw: Any) -> bool | None:
    return raw if raw is True or raw is False else None


def _bounded(fact: Fact) -> Quick:
    least, most = fact.least or 0, fact.most if fact.most is not None else 0
    return lambda raw: raw if type(raw) is int and least <= raw <= most else None


def _money(fact: Fact) -> Quick:
    least, most = fact.least or 0, fact.most if fact.most is not None else 0

    def quick(raw: Any) -> int | None:
        found = _YUAN.fullmatch(raw) if type(raw) is str else None
        if found is None:
            return None
        fen = int(found[1]) * 100 + int(found[2] or 0)
        return fen if least <= fen <= most else None

    return quick


def _decimal(fact: Fact) -> Quick:
    least, most, scale = fact.least or 0, fact.most if fact.most is not None else 0, 10**fact.places

    def quick(raw: Any) -> int | None:
        if type(raw) not in (int, Decimal):
            return None
        scaled = raw * scale
        return int(scaled) if least <= scaled <= most and scaled == int(scaled) else None

    return quick


def _quick(fact: Fact) -> Quick:
    match fact.kind:
        case FactKind.DATE:
            return _quick_day
        case FactKind.YES_NO:
            return _quick_yes_no
        case FactKind.WHOLE:
            return _bounded(fact)
        case FactKind.MONEY:
            return _money(fact)
        case FactKind.DECIMAL:
            return _decimal(fact)
        case FactKind.CHOICE:
            codes = {code: code for code in fact.choices}
            return lambda raw: codes.get(raw) if type(raw) is str else None
        case _:
            return lambda _: None


class CaseReader:
    """Reads cases of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._own = [
            (slot, fact.name, _quick(fact)) for slot, fact in enumerate(rulebook.facts.values()) if not fact.is_history
        ]
        self._history = [
            (slot, fact.name.removeprefix("earlier_"), _quick(fact))
            for slot, fact in enumerate(rulebook.facts.values())
            if fact.is_history
        ]
        self._size = len(rulebook.facts)

    def read(self, raw: Any, place: str = "") -> list[Value | None]:
        """Read a case. Raises `CaseWrong`."""
        if type(raw) is dict:
            values: list[Value | None] = [None] * self._size
            earlier = raw.get(EARLIER)
            is_plain = earlier is None or type(earlier) is dict
            if is_plain and self._taken(raw, self._own, values) + (EARLIER in raw) == len(raw):
                taken = self._taken(earlier, self._history, values) if earlier else 0
                if taken == len(earlier or ()):
                    return values
        return read_case(self._rulebook, raw, place)

    @staticmethod
    def _taken(raw: Mapping[str, Any], plan: list[tuple[int, str, Quick]], values: list[Value | None]) -> int:
        """Put in what is written plainly; return how many names that was, or -1 where something is not."""
        taken = 0
        for slot, name, quick in plan:
            written = raw.get(name)
            if written is None:
                taken += name in raw
                continue
            found = quick(written)
            if found is None:
                return -1
            values[slot] = found
            taken += 1
        return taken
