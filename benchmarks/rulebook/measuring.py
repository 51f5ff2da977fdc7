"""How the benchmarks take time and print it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def microseconds(deed: Callable[[], object], times: int = 20_000) -> float:
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times):
            deed()
        rounds.append((time.process_time() - began) / times * 1e6)
    return statistics.median(rounds)


def seconds(deed: Callable[[], object], rounds: int = 7) -> float:
    """The least of several rounds: what else a machine does makes a round longer, nothing makes it shorter."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - began)
    return min(taken)


def print_figure(name: str, figure: float, unit: str, limit: float | None = None, *, at_most: bool = True) -> bool:
    if limit is None:
        print(f"  {name:68}{figure:>9.3f} {unit}")
        return True
    kept = figure <= limit if at_most else figure >= limit
    bound = "at most" if at_most else "at least"
    print(f"  {name:68}{figure:>9.3f} {unit:6}{bound:>9} {limit:<6}{'' if kept else '  not kept'}")
    return kept


def print_rate(name: str, rows: int, taken: float) -> None:
    print(f"  {name:68}{taken:>9.3f} s {rows / taken / 1e6:>8.1f} million rows/s")
