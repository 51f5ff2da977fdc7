"""`python -m benchmarks.city [--claims N]`: a city of a million claims; seconds, rows a second, megabytes, limits.

Beside it DuckDB writing as many random rows of the same columns, and plain Python making people one by one.

Each deed runs in a process of its own, so that its memory is its own. Exit status 1 where a limit is not kept.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CLAIMS = 1_000_000
SECONDS, MEGABYTES = 60.0, 2048.0  # for a million claims
PYTHON_PEOPLE = 20_000
SECONDS_SMALL, SMALL = 2.0, 3000


def make_city(folder: Path, claims: int) -> None:
    from liangxin.engines.city import Order, make

    make(Order(claims), folder)


def random_rows(folder: Path, city: Path) -> None:
    """As many rows as the city's tables have, of the same types, each value by chance and on its own: no person, no
    limit, no truth.
    """
    import duckdb
    import pyarrow.parquet as pq

    values = {
        "int64": "(random() * 1000000)::BIGINT", "double": "random()", "bool": "random() < 0.5",
        "date32[day]": "DATE '2025-01-01' + (random() * 364)::INTEGER", "string": "left(uuid()::VARCHAR, 16)",
        "decimal128(18, 3)": "(random() * 3)::DECIMAL(18, 3)", "list<element: string>": "['a', 'b']",
    }  # fmt: skip
    with duckdb.connect() as connection:
        for path in sorted(city.rglob("*.parquet")):
            meta = pq.read_metadata(path)
            columns = ", ".join(f'{values[str(field.type)]} AS "{field.name}"' for field in pq.read_schema(path))
            to = folder / path.relative_to(city)
            to.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(
                f"COPY (SELECT {columns} FROM range({meta.num_rows})) TO '{to}' (FORMAT parquet, COMPRESSION zstd)"
            )


def plain_people(rows: int) -> None:
    """People as a row-by-row generator makes them: a name, an identity number with its check, a phone, a card."""
    chance = random.Random(1)  # noqa: S311 - a repeatable sample, no secret
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    made = []
    for _ in range(rows):
        born = f"{chance.randint(1940, 2007)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        body = f"990123{born}{chance.randint(0, 999):03d}"
        check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
        card = f"9990123{chance.randint(0, 10**11 - 1):011d}"
        total = 0
        for place, digit in enumerate(reversed(card)):
            double = int(digit) * (2 if place % 2 == 0 else 1)
            total += double - 9 if double > 9 else double
        name = chance.choice("王李张刘陈杨赵黄") + "".join(chance.choices("安白柏北碧川青云", k=2))
        made.append((name, body + check, f"154{chance.randint(0, 10**8 - 1):08d}", f"{card}{(10 - total % 10) % 10}"))
    assert len(made) == rows


def measured(compiled: Path, deed: str, *told: object) -> dict[str, float]:
    """A deed in a process of its own: seconds without the start of Python but with imports, and the most memory in MB.

    Modules are compiled as in an installation, whatever this process was told.
    """
    program = [sys.executable, "-m", "benchmarks.city", "--deed", deed, *map(str, told)]
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    settings["PYTHONPYCACHEPREFIX"] = str(compiled)
    done = subprocess.run(program, check=True, capture_output=True, text=True, env=settings)
    return dict(json.loads(done.stdout))


def run_deed(deed: str, told: list[str]) -> None:
    began = time.perf_counter()
    if deed == "city":
        make_city(Path(told[0]), int(told[1]))
    elif deed == "random":
        random_rows(Path(told[0]), Path(told[1]))
    else:
        plain_people(int(told[0]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - began, "megabytes": memory}))


def print_figure(name: str, figure: float, unit: str, limit: float | None = None) -> bool:
    if limit is None:
        print(f"{name:62}{figure:>12,.2f} {unit}")
        return True
    kept = figure <= limit
    share = f"{figure / limit:.2f} of {limit:,.0f}"
    print(f"{name:62}{figure:>12,.2f} {unit:8}{share}{'' if kept else '  not kept'}")
    return kept


def compare(claims: int, folder: Path) -> list[bool]:
    scale, compiled = claims / CLAIMS, folder / "compiled"
    city = measured(compiled, "city", folder / "city", claims)
    said: dict[str, Any] = json.loads((folder / "city" / "city.json").read_text("utf-8"))
    rows = sum(said["rows"].values())
    size = sum(path.stat().st_size for path in (folder / "city").rglob("*.parquet")) / 2**20
    kept = [print_figure(f"a city of {claims:,} claims", city["seconds"], "s", SECONDS * max(scale, 0.1))]
    kept.append(print_figure("  most memory", city["megabytes"], "MB", MEGABYTES * max(scale, 1)))
    print_figure("  rows of all tables", rows, "rows")
    print_figure("  rows a second", rows / city["seconds"], "rows/s")
    print_figure("  claims a second", claims / city["seconds"], "claims/s")
    print_figure("  Parquet", size, "MB")
    peer = measured(compiled, "random", folder / "random", folder / "city")
    size = sum(path.stat().st_size for path in (folder / "random").rglob("*.parquet")) / 2**20
    print_figure("DuckDB: as many random rows of the same columns", peer["seconds"], "s")
    print_figure("  most memory", peer["megabytes"], "MB")
    print_figure("  Parquet", size, "MB")
    print_figure("  the city takes, of DuckDB's time", city["seconds"] / peer["seconds"], "times")
    python = measured(compiled, "python", PYTHON_PEOPLE)["seconds"] * said["rows"]["people"] / PYTHON_PEOPLE
    print_figure(f"plain Python: the people alone ({PYTHON_PEOPLE:,} for {said['rows']['people']:,})", python, "s")
    small = measured(compiled, "city", folder / "small", SMALL)
    kept.append(print_figure(f"a city of {SMALL:,} claims", small["seconds"], "s", SECONDS_SMALL))
    return kept


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.city", description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--deed", choices=("city", "random", "python"), help=argparse.SUPPRESS)
    parser.add_argument("told", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.deed:
        run_deed(options.deed, options.told)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return 0 if all(compare(options.claims, Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
