"""A city's folder read back, a batch at a time: iterators of the records. Raises `NotACity`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from liangxin.engines.city.order import VERSION
from liangxin.engines.city.records import (
    CarModel,
    Claim,
    Decision,
    Enterprise,
    Good,
    Household,
    Payment,
    Person,
    Price,
    Purchase,
    Shop,
    Till,
)
from liangxin.engines.city.refusals import NotACity

LABEL = "city.json"
_BATCH = 20_000
_CLAIM = ("claim", "claimed_on", "region", "category", "party", "paid_fen")
Row = TypeVar("Row")


def label(folder: Path) -> Mapping[str, Any]:
    """What `city.json` says of a folder."""
    try:
        said = json.loads((folder / LABEL).read_text("utf-8"))
        version = said["version"]
    except OSError as wrong:
        raise NotACity(folder=folder, why=f"没有{LABEL}") from wrong
    except (ValueError, TypeError, KeyError) as wrong:
        raise NotACity(folder=folder, why=f"{LABEL}不能读取") from wrong
    if version != VERSION:
        raise NotACity(folder=folder, why=f"由第{version}版写成，这是第{VERSION}版")
    return dict(said)


def _raw(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"{name}.parquet"
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as wrong:
        raise NotACity(folder=folder, why=f"{path.name}不能读取") from wrong
    with file:
        for batch in file.iter_batches(_BATCH):
            yield from batch.to_pylist()


def _rows(folder: Path, name: str, kind: type[Row]) -> Iterator[Row]:
    label(folder)
    return (kind(**row) for row in _raw(folder, name))


def households(folder: Path) -> Iterator[Household]:
    return _rows(folder, "households", Household)


def people(folder: Path) -> Iterator[Person]:
    return _rows(folder, "people", Person)


def enterprises(folder: Path) -> Iterator[Enterprise]:
    return _rows(folder, "enterprises", Enterprise)


def shops(folder: Path) -> Iterator[Shop]:
    label(folder)
    return (Shop(**row | {"categories": tuple(row["categories"])}) for row in _raw(folder, "shops"))


def tills(folder: Path) -> Iterator[Till]:
    return _rows(folder, "tills", Till)


def goods(folder: Path) -> Iterator[Good]:
    return _rows(folder, "goods", Good)


def list_prices(folder: Path) -> Iterator[Price]:
    return _rows(folder, "list_prices", Price)


def market_prices(folder: Path) -> Iterator[Price]:
    return _rows(folder, "market_prices", Price)


def car_models(folder: Path) -> Iterator[CarModel]:
    return _rows(folder, "car_models", CarModel)


def payments(folder: Path) -> Iterator[Payment]:
    return _rows(folder, "payments", Payment)


def rulebooks(folder: Path) -> list[str]:
    """The rulebooks under which there are claims."""
    return sorted(name.removeprefix("claims/") for name in label(folder)["rows"] if name.startswith("claims/"))


def local_rulebook(folder: Path, rulebook: str) -> Path | None:
    """The county's own file for a rulebook, where it sets something."""
    path = folder / "rulebooks" / f"{rulebook}.yaml"
    return path if path.is_file() else None


def claims(folder: Path, rulebook: str) -> Iterator[Claim]:
    """The claims under one rulebook, in the order in which they came."""
    label(folder)
    for row in _raw(folder, f"claims/{rulebook}"):
        facts = {name: value for name, value in row.items() if name not in _CLAIM or name == "category"}
        common: dict[str, Any] = {name: row[name] for name in _CLAIM}
        yield Claim(rulebook=rulebook, facts=facts, **common)


def decisions(folder: Path, rulebook: str) -> Iterator[Decision]:
    return _rows(folder, f"decisions/{rulebook}", Decision)


def purchases(folder: Path, rulebook: str) -> Iterator[Purchase]:
    return _rows(folder, f"purchases/{rulebook}", Purchase)
