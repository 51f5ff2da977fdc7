"""Where a list's rows come from: a queryset that the database narrows and sorts, or cards already in hand.

Both answer the same questions with the same lookups, so a screen that outgrows cards changes only what it hands over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Count, F, Q, QuerySet, Sum

from liangxin.foundation.ui.formats import pinyin_key
from liangxin.kernel.money import Money

CHUNK = 1000

# Django's lookup names, with what they mean for a card in hand.
LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda have, want: str(have) == str(want),
    "icontains": lambda have, want: str(want).casefold() in str(have).casefold(),
    "startswith": lambda have, want: str(have).startswith(str(want)),
    "gte": lambda have, want: bool(have >= want),
    "lt": lambda have, want: bool(have < want),
}


@dataclass(frozen=True)
class Condition:
    """A row is kept when the lookup holds for any of the fields; a missing value holds for nothing."""

    fields: tuple[str, ...]
    lookup: str
    value: Any  # text, a day, or an expression that only rows of the database can be asked with


@dataclass(frozen=True)
class Total:
    """A sum over everything that is shown, and how many rows had no value to add."""

    amount: Decimal | Money | int
    missing: int


class Rows(Protocol):
    """What a list asks of its rows."""

    def narrowed(self, conditions: Iterable[Condition]) -> Rows: ...

    def ordered(self, field: str, *, descending: bool, tie: str) -> Rows: ...

    def counted(self, fields: Sequence[str]) -> tuple[int, dict[str, Total]]: ...

    def between(self, start: int, end: int) -> list[Any]: ...

    def chunks(self) -> Iterator[list[Any]]: ...


class QueryRows:
    """Rows of a queryset; its filters, sort, count and sums are the database's."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.queryset = queryset

    def narrowed(self, conditions: Iterable[Condition]) -> QueryRows:
        found = self.queryset
        for condition in conditions:
            any_of = Q()
            for field in condition.fields:
                any_of |= Q(**{f"{field}__{condition.lookup}": condition.value})
            found = found.filter(any_of)
        return QueryRows(found)

    def ordered(self, field: str, *, descending: bool, tie: str) -> QueryRows:
        by = F(field).desc(nulls_last=True) if descending else F(field).asc(nulls_last=True)
        return QueryRows(self.queryset.order_by(by, tie))

    def counted(self, fields: Sequence[str]) -> tuple[int, dict[str, Total]]:
        wanted: dict[str, Any] = {"rows": Count("*")}
        for place, field in enumerate(fields):
            wanted |= {f"sum{place}": Sum(field), f"known{place}": Count(field)}
        counted = self.queryset.order_by().aggregate(**wanted)
        count = counted["rows"]
        return count, {
            field: Total(counted[f"sum{place}"] or 0, count - counted[f"known{place}"])
            for place, field in enumerate(fields)
        }

    def between(self, start: int, end: int) -> list[Any]:
        return list(self.queryset[start:end])

    def chunks(self) -> Iterator[list[Any]]:
        chunk: list[Any] = []
        for row in self.queryset.iterator(chunk_size=CHUNK):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        yield chunk


class CardRows:
    """Rows in hand: frozen cards of a lower package's door, or mappings. Texts sort by their reading."""

    def __init__(self, cards: Iterable[Any]) -> None:
        self.cards = list(cards)

    def narrowed(self, conditions: Iterable[Condition]) -> CardRows:
        wanted = list(conditions)
        return CardRows(card for card in self.cards if all(_holds(card, condition) for condition in wanted))

    def ordered(self, field: str, *, descending: bool, tie: str) -> CardRows:
        cards = sorted(self.cards, key=lambda card: _sort_key(value_at(card, tie)))
        known = [card for card in cards if value_at(card, field) is not None]
        known.sort(key=lambda card: _sort_key(value_at(card, field)), reverse=descending)
        return CardRows(known + [card for card in cards if value_at(card, field) is None])

    def counted(self, fields: Sequence[str]) -> tuple[int, dict[str, Total]]:
        totals = {}
        for field in fields:
            known = [value for card in self.cards if (value := value_at(card, field)) is not None]
            is_money = bool(known) and isinstance(known[0], Money)
            totals[field] = Total(Money.total(known) if is_money else sum(known), len(self.cards) - len(known))
        return len(self.cards), totals

    def between(self, start: int, end: int) -> list[Any]:
        return self.cards[start:end]

    def chunks(self) -> Iterator[list[Any]]:
        for start in range(0, len(self.cards) or 1, CHUNK):
            yield self.cards[start : start + CHUNK]


def rows_of(rows: QuerySet[Any, Any] | Iterable[Any]) -> Rows:
    """The rows behind whatever a package hands over."""
    return QueryRows(rows) if isinstance(rows, QuerySet) else CardRows(rows)


def value_at(card: Any, path: str) -> Any:
    """The value that a path in Django's spelling (`region__name`) leads to, on a card, a mapping or a row; or None."""
    for name in path.split("__"):
        if card is None:
            return None
        card = card.get(name) if isinstance(card, Mapping) else getattr(card, name)
    return card


def _holds(card: Any, condition: Condition) -> bool:
    have = [value for field in condition.fields if (value := value_at(card, field)) is not None]
    return any(LOOKUPS[condition.lookup](value, condition.value) for value in have)


def _sort_key(value: Any) -> Any:
    return pinyin_key(value) if isinstance(value, str) else value
