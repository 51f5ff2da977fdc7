"""The same order gives the same bytes, whatever the process; another seed gives others."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

from liangxin.engines.city import Order
from liangxin.engines.city.making import make
from liangxin.engines.city.order import VERSION
from liangxin.engines.city.tests.cities import ORDER, small_city


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """With another hash seed and one thread."""
    told = [sys.executable, "-m", "liangxin.engines.city", "make", "--claims", str(ORDER.claims)]
    settings = {**os.environ, "PYTHONHASHSEED": "4242", "OMP_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"}
    out = ["--seed", str(ORDER.seed), "--out", str(tmp_path / "city")]
    subprocess.run([*told, *out], env=settings, check=True, stdout=subprocess.DEVNULL)
    assert len(files(small_city())) > 25
    assert files(tmp_path / "city") == files(small_city())


def test_another_seed_makes_another_city(tmp_path: Path) -> None:
    digests = [make(Order(400, seed), tmp_path / str(seed))["sha256"] for seed in (1, 2)]
    tables = [name for name in digests[0] if name.endswith(".parquet")]
    assert all(digests[0][name] != digests[1][name] for name in tables)


def test_what_a_seed_gives_belongs_to_a_version() -> None:
    """Whoever changes what is drawn raises `VERSION` and puts the new digest here."""
    digest = hashlib.sha256()
    for path in sorted(small_city().rglob("*.parquet")):
        digest.update(f"{path.stem}{pq.read_table(path).to_pydict()}".encode())
    assert {VERSION: digest.hexdigest()[:16]} == {"1": "b18cfb011b3fd270"}


def test_the_label_lists_every_file(tmp_path: Path) -> None:
    make(Order(400), tmp_path / "city")
    said = json.loads((tmp_path / "city" / "city.json").read_text("utf-8"))
    paths = [path for path in (tmp_path / "city").rglob("*") if path.is_file()]
    digests = {
        path.relative_to(tmp_path / "city").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }
    assert said["sha256"] == {name: digest for name, digest in digests.items() if name != "city.json"}
