"""The parts in their order, and a city written to a folder: Parquet files, the county's rulebooks, `city.json`."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from liangxin.engines.city import county, paying, stock, trading
from liangxin.engines.city.applications import Applications
from liangxin.engines.city.buying import opening_of, schemes
from liangxin.engines.city.car_claims import car_claims
from liangxin.engines.city.deciding import claims
from liangxin.engines.city.goods_claims import goods_claims
from liangxin.engines.city.order import DATA, VERSION, Order
from liangxin.engines.city.parts import City, Part, done_with, faults, run
from liangxin.engines.city.refusals import FolderNotEmpty, FolderUnwritable

LABEL = "city.json"
_ROWS_A_GROUP = 1 << 20


def applications(city: City) -> dict[str, Any]:
    """What is applied for under every rulebook, and how each scheme was open."""
    made: dict[str, Applications] = {}
    for rulebook, scheme in schemes(city.order.year).items():
        if scheme["shops"] != "cars":
            made[rulebook] = goods_claims(city, rulebook)
        else:
            others = made.get(f"cars_replace@{city.order.year}") if rulebook.startswith("cars_scrap") else None
            made[rulebook] = car_claims(city, rulebook, others)
    return {"_applications": made}


def pauses_of(year: int) -> dict[str, list[list[str]]]:
    """The days on which each scheme paused, from and to."""
    openings = {rulebook: opening_of(year, scheme)[0] for rulebook, scheme in schemes(year).items()}
    return {rulebook: [[str(first), str(last)] for first, last in each.pauses] for rulebook, each in openings.items()}


def parts_of(year: int) -> tuple[Part, ...]:
    """The parts of a city. More are put in where they belong: what changes claims before `claims`, what follows from
    them after.
    """
    tables = tuple(f"{kind}/{rulebook}" for rulebook in schemes(year) for kind in ("claims", "decisions", "purchases"))
    working = ("_folk", "_trade", "_stock", "_models")
    return (
        county.PART,
        trading.PART,
        stock.PART,
        Part("applications", ("_applications",), applications, working),
        Part("claims", tables, claims, ("_applications", "_trade", "_stock", "_models")),
        paying.part(year),
    )


def make(order: Order, out: Path, parts: Sequence[Part] | None = None) -> Mapping[str, Any]:
    """Make a city and write it; returns what `city.json` says. The same order gives the same bytes.

    Nothing is left behind where it cannot be written to the end. Raises `FolderNotEmpty`, `FolderUnwritable`.
    """
    chosen = parts_of(order.year) if parts is None else tuple(parts)
    if found := faults(chosen):
        raise ValueError("；".join(found))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderNotEmpty(folder=out)
    ours, label = not out.exists(), None
    try:
        out.mkdir(parents=True, exist_ok=True)
        label = _written(order, out, chosen)
    except OSError as wrong:
        raise FolderUnwritable(folder=out, why=wrong.strerror or type(wrong).__name__) from wrong
    finally:  # interrupted or out of space: half a city is none
        if label is None and out.is_dir():
            _clear(out, and_itself=ours)
    return label


def _clear(out: Path, *, and_itself: bool) -> None:
    for each in out.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    if and_itself:
        out.rmdir()


def _written(order: Order, out: Path, parts: Sequence[Part]) -> Mapping[str, Any]:
    city, last, counts = City(order), done_with(parts), {}
    for place, part in enumerate(parts):
        run(part, city)
        for name in [each for each in city.products if last[each] == place]:
            product = city.products.pop(name)
            if not name.startswith("_"):
                counts[name] = len(product)
                _write_table(product, out / f"{name}.parquet")
    for rulebook in schemes(order.year):
        source = DATA / "adopts" / f"{rulebook}.yaml"
        if source.exists():
            (out / "rulebooks").mkdir(exist_ok=True)
            shutil.copyfile(source, out / "rulebooks" / source.name)
    label = {
        "version": VERSION,
        "seed": order.seed,
        "claims": order.claims,
        "region": order.region,
        "year": order.year,
        "pauses": pauses_of(order.year),
        "rows": dict(sorted(counts.items())),
        "sha256": {name: _digest(out / name) for name in _files(out)},
    }
    (out / LABEL).write_text(json.dumps(label, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return label


def _files(out: Path) -> Iterable[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_table(table: Any, path: Path) -> None:
    """Fixed settings, so that bytes depend on nothing but the rows and the version of Arrow."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        table.replace_schema_metadata(None), path, compression="zstd", compression_level=1, store_schema=False,
        row_group_size=_ROWS_A_GROUP, write_statistics=True, version="2.6",
    )  # fmt: skip
