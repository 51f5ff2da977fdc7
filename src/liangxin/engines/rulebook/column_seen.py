"""What the statistics of Parquet files say of their facts without a row being read: which no row lacks, which lie in
bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from liangxin.engines.rulebook.column_sound import bounds_of
from liangxin.engines.rulebook.records import Rulebook


@dataclass(frozen=True, slots=True)
class Seen:
    """Names of facts: those that every row has, and those whose every value may be."""

    known: frozenset[str] = frozenset()
    sound: frozenset[str] = frozenset()


def seen_in(rulebook: Rulebook, files: Iterable[str | Path]) -> Seen:
    """Read the statistics of Parquet files; what they do not say is taken as not seen."""
    columns = {fact.column: fact for fact in rulebook.facts.values()}
    lacking: set[str] = set()
    unsure: set[str] = set()
    found: set[str] | None = None
    for file in files:
        here: set[str] = set()
        for name, statistics in _statistics(pq.ParquetFile(file).metadata):
            fact = columns.get(name)
            if fact is None:
                continue
            here.add(fact.name)
            if statistics is None or not statistics.has_null_count or statistics.null_count:
                lacking.add(fact.name)
            if not _is_within(statistics, bounds_of(fact)):
                unsure.add(fact.name)
        found = here if found is None else found & here
    everywhere = found or set()
    return Seen(frozenset(everywhere - lacking), frozenset(everywhere - unsure))


def _statistics(metadata: Any) -> Iterator[tuple[str, Any]]:
    """Of each piece of each column its statistics, None where it has none."""
    for group in range(metadata.num_row_groups):
        for place in range(metadata.num_columns):
            piece = metadata.row_group(group).column(place)
            yield piece.path_in_schema, piece.statistics if piece.is_stats_set else None


def _is_within(statistics: Any, bounds: tuple[Any, Any] | None) -> bool:
    if bounds is None or statistics is None:
        return False
    if not statistics.has_min_max:
        return bool(statistics.has_null_count and statistics.null_count == statistics.num_values == 0)
    least, most = statistics.min, statistics.max
    if isinstance(bounds[0], date) != isinstance(least, date):
        return False
    return bool(bounds[0] <= least and most <= bounds[1])
