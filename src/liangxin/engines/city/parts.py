"""The seam: a city is made by parts in order. A part says what it needs and what it makes or changes; whoever adds
one (recycling, fraud) puts it into the order and touches no other.

Products are tables (written to `<name>.parquet`) or working data (names beginning with `_`, never written).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from liangxin.engines.city.draws import Stream, stream
from liangxin.engines.city.order import Order


@dataclass
class City:
    """What a part sees: the order, and the products it said it needs."""

    order: Order
    part: str = ""
    products: dict[str, Any] = field(default_factory=dict)

    def stream(self, name: str = "") -> Stream:
        """A stream of the part's own; the same name gives the same numbers."""
        return stream(self.order.seed, f"{self.part}.{name}")

    def __getitem__(self, name: str) -> Any:
        return self.products[name]


@dataclass(frozen=True)
class Part:
    """A step in making a city. `run` returns what it `makes` and `changes`, by name, and nothing else."""

    name: str
    makes: tuple[str, ...]
    run: Callable[[City], Mapping[str, Any]]
    needs: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def faults(parts: Sequence[Part]) -> list[str]:
    """What is wrong with an order of parts: a need that nobody has made by then, two makers of one product."""
    found: list[str] = []
    made: set[str] = set()
    for part in parts:
        found += [f"{part.name} needs {name}" for name in (*part.needs, *part.changes) if name not in made]
        found += [f"{part.name} makes {name} again" for name in part.makes if name in made]
        made.update(part.makes)
    return found


def done_with(parts: Sequence[Part]) -> dict[str, int]:
    """After which part each product is needed no more: then it is written and let go."""
    last: dict[str, int] = {}
    for place, part in enumerate(parts):
        last.update(dict.fromkeys((*part.makes, *part.needs, *part.changes), place))
    return last


def run(part: Part, city: City) -> None:
    """Run one part over what it may see, and take in what it gives."""
    seen = {name: city.products[name] for name in (*part.needs, *part.changes)}
    given = part.run(City(city.order, part.name, seen))
    if set(given) != {*part.makes, *part.changes}:
        raise ValueError(f"{part.name} gave {sorted(given)}, not {sorted({*part.makes, *part.changes})}")
    city.products.update(given)
