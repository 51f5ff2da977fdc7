"""`python -m benchmarks.rulebook [--rows N] [--cases N]`: one decision in µs; the appliance rule on N claims beside
hand-written SQL, openfisca-core, zen-engine and plain Python on the same claims; the car rule of thirteen demands
likewise; what-if; and, on N generated cases, whether a column says what one decision after the other does.

Others are measured where they are installed (`uv sync --group bench`). Exit status 1 where a limit is not kept. Times
are of the processor for one case, of the clock for columns: the least of several rounds.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from benchmarks.rulebook import columns, equal, wondering
from benchmarks.rulebook.cars import CASE, KEY
from benchmarks.rulebook.measuring import microseconds, print_figure
from benchmarks.rulebook.others import cars_for_zen, zen_microseconds
from liangxin.engines.rulebook import find_rulebook
from liangxin.engines.rulebook.tracing import explain

MICROSECONDS = 50.0
MANY = 5_000_000
CASES = 2_000_000


def one_decision() -> list[bool]:
    book = find_rulebook(KEY)
    values = book.read(CASE)
    print(f"one decision, {KEY}")
    kept = print_figure(
        "the case read from JSON's objects", microseconds(lambda: book.decide(CASE)), "µs", MICROSECONDS
    )
    print_figure("of values that were read", microseconds(lambda: book.decide_values(values)), "µs")
    print_figure("with its whole trace", microseconds(lambda: explain(book, values), 500), "µs")
    zen = zen_microseconds(*cars_for_zen())
    if zen is not None:
        print_figure("the same on zen-engine, five of thirteen demands", zen, "µs")
    return [kept]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rulebook", description=__doc__)
    parser.add_argument("--rows", type=int, default=MANY)
    parser.add_argument("--cases", type=int, default=CASES)
    options: Any = parser.parse_args(arguments)
    kept = [*one_decision(), *columns.appliances(options.rows), *columns.cars(options.rows)]
    kept += wondering.what_if_measured(options.rows)
    kept += equal.equal_measured(options.cases)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
