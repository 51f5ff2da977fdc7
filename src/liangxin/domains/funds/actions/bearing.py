"""Who bears what was paid: the sources of a budget by their shares, to the fen, after each set of payments."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from liangxin.domains.funds.actions.posting import Posting, post
from liangxin.domains.funds.models import Holding, Placing
from liangxin.domains.funds.rules.shares import Charged, bear
from liangxin.domains.funds.terms import EntryKind, Outcome
from liangxin.foundation.accounts.api import Actor


class Moved(Protocol):
    """What `Moving` says of a holding."""

    @property
    def key(self) -> str: ...
    @property
    def holding(self) -> int: ...
    @property
    def fen(self) -> int: ...


@dataclass(slots=True)
class Placed:
    """Money of a source in a budget: what of it is still to be spent and what was, over the holdings of its grants."""

    weight: int
    holdings: list[tuple[int, int, int]]  # number, committed, paid

    @property
    def committed(self) -> int:
        return sum(committed for _, committed, _ in self.holdings)

    @property
    def paid(self) -> int:
        return sum(paid for _, _, paid in self.holdings)


def charge(actor: Actor, paid: Sequence[Moved], *, on: date, reason: str = "") -> None:
    """Have the sources of each budget bear these payments."""
    for budget, (key, fen) in _by_budget(paid).items():
        sources = placed_in(budget)
        parts = bear(fen, [Charged(one.weight, one.paid, one.committed) for one in sources])
        split = [
            piece
            for one, part in zip(sources, parts, strict=True)
            for piece in pieces(part, [(number, committed) for number, committed, _ in one.holdings])
        ]
        post_all(actor, EntryKind.SPEND, key, split, on=on, reason=reason)


def discharge(actor: Actor, returned: Sequence[Moved], *, on: date, reason: str = "") -> None:
    """Let the sources of each budget off what came back."""
    for budget, (key, fen) in _by_budget(returned).items():
        sources = placed_in(budget)
        parts = bear(fen, [Charged(one.weight, -one.paid, one.paid) for one in sources])
        split = [
            piece
            for one, part in zip(sources, parts, strict=True)
            for piece in pieces(part, [(number, spent) for number, _, spent in one.holdings])
        ]
        post_all(actor, EntryKind.UNSPEND, key, split, on=on, reason=reason)


def placed_in(budget: int) -> list[Placed]:
    """The sources of a budget with what they have placed in it. The budget's account is locked by whoever asks."""
    found: dict[int, Placed] = {}
    rows = Placing.objects.filter(funding__budget=budget).order_by("funding_id", "holding_id")
    columns = ("funding_id", "funding__weight", "holding_id", "holding__committed", "holding__paid")
    for funding, weight, holding, committed, paid in rows.values_list(*columns):
        found.setdefault(funding, Placed(weight, [])).holdings.append((holding, committed.fen, paid.fen))
    return list(found.values())


def pieces(fen: int, holdings: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A sum cut over holdings (number, what it has), the oldest first."""
    for number, has in holdings:
        part = min(fen, has)
        fen -= part
        if part:
            yield number, part


def post_all(
    actor: Actor, kind: EntryKind, key: str, split: Sequence[tuple[int, int]], *, on: date, reason: str = ""
) -> None:
    """Post what must go through; anything else is a fault of the journal, and undoes the whole deed."""
    mark = hashlib.sha256(key.encode()).hexdigest()[:32]  # a key of its own, of a length that fits whatever `key` is
    postings = [Posting(f"{kind.value}:{number}:{mark}", fen, on, holding=number) for number, fen in split]
    for posting, answer in zip(postings, post(actor, kind, postings, reason=reason), strict=True):
        if answer.outcome is not Outcome.TAKEN:
            raise RuntimeError(f"{posting.key}: the sources do not have what the budget has: {answer.outcome}")


def _by_budget(moved: Sequence[Moved]) -> dict[int, tuple[str, int]]:
    """What the set moved in each budget, under the key of its first."""
    rows = Holding.objects.filter(pk__in={each.holding for each in moved}).values_list("pk", "bundle__chain")
    budget_of = dict(rows)
    sums: dict[int, int] = defaultdict(int)
    keys: dict[int, str] = {}
    for each in moved:
        budget = budget_of[each.holding]
        sums[budget] += each.fen
        keys.setdefault(budget, each.key)
    return {budget: (keys[budget], fen) for budget, fen in sums.items()}
