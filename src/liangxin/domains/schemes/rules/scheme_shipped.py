"""The rulebooks that come with the program, as somebody chooses among them: what each leaves open to a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from liangxin.domains.schemes.rules.scheme import span_of
from liangxin.engines.rulebook.shelf import by_level, shipped_rulebook, shipped_texts


@dataclass(frozen=True, slots=True)
class ShippedCard:
    """A shipped rulebook; `unconfirmed` are lines for a document of the place, `parameters` those to be filled in."""

    key: str
    title: str
    family: str
    scope: str
    summary: str
    since: date
    until: date | None
    unconfirmed: int
    parameters: tuple[str, ...]

    def is_current(self, on: date) -> bool:
        """Whether it still has days to hold."""
        return self.until is None or on <= self.until


@cache
def shipped_cards() -> tuple[ShippedCard, ...]:
    """All of them: the state's first, then by family, the newest version first."""
    books = [shipped_rulebook(key).rulebook for key in shipped_texts()]
    cards = []
    for book in sorted(books, key=lambda one: (*by_level(one)[:2], -one.periods[0].start.toordinal())):
        span = span_of(book)
        empty = tuple(one.fact.label for one in book.parameters.values() if one.value is None)
        cards.append(
            ShippedCard(
                book.key,
                book.title,
                book.code,
                book.scope.label,
                book.summary,
                span.since,
                span.until,
                len(book.unsettled()),
                empty,
            )
        )
    return tuple(cards)
