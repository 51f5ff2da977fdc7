"""`python -m benchmarks.reader`: scores per plan and pooled, seconds, MB a second, memory, each beside its limit.

The plans are looked for in LIANGXIN_PLANS, else in ../shared/plans beside the repository. Exit status 1 where a limit
is not kept, 2 where there are no plans.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from liangxin.engines.documents import document_from_text, read_document
from liangxin.engines.reader import plan_as_json, read_plan
from liangxin.engines.reader.bulk import read_files

ROOT = Path(__file__).resolve().parents[2]
PLANS = Path(os.environ.get("LIANGXIN_PLANS") or ROOT.parent / "shared" / "plans")
AT_LEAST = {
    "targets f1": 0.98,
    "target fields, lowest": 0.98,
    "tasks f1": 1.0,
    "lead units exact": 0.99,
    "supporting units exact": 0.99,
    "measures f1": 0.98,
    "team f1": 1.0,
    "head fields": 1.0,
}
SECONDS_OF_A_PROCESS = 0.8
MEGABYTES_A_SECOND = 1.0
GROWTH_OF_MEMORY = 1.2  # a thousand plans against the first hundred
MANY = 1000


def scorer() -> Callable[[list[tuple[Any, Any]]], dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("plans_score", PLANS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Callable[[list[tuple[Any, Any]]], dict[str, Any]] = module.score
    return score


def figures_of(scored: dict[str, Any]) -> dict[str, float | None]:
    fields = [share for share in scored["target_fields"].values() if share is not None]
    return {
        "targets f1": scored["targets"]["f1"],
        "target fields, lowest": min(fields, default=None),
        "tasks f1": scored["tasks"]["f1"],
        "lead units exact": scored["lead_units_exact"],
        "supporting units exact": scored["supporting_units_exact"],
        "measures f1": scored.get("measures", {}).get("f1"),
        "team f1": scored.get("team", {}).get("f1"),
        "head fields": scored.get("head_fields"),
    }


def print_scores(paths: list[Path]) -> bool:
    """A column a plan and one for all pooled; a figure under its limit is marked. Returns whether all are kept."""
    score = scorer()
    pairs = [
        (
            json.loads((PLANS / "gold" / f"{path.stem}.json").read_text("utf-8")),
            json.loads(json.dumps(plan_as_json(read_plan(read_document(path))))),
        )
        for path in paths
    ]
    columns = [figures_of(score([pair])) for pair in pairs]
    pooled = figures_of(score(pairs))
    print(f"{'':24}" + "".join(f"{path.stem[:3]:>8}" for path in paths) + f"{'pooled':>9}{'limit':>8}")
    kept = True
    for name, limit in AT_LEAST.items():
        cells = "".join(f"{'–' if column[name] is None else format(column[name], '.3f'):>8}" for column in columns)
        reached = pooled[name]
        good = reached is not None and reached >= limit
        kept = kept and good
        shown = "–" if reached is None else format(reached, ".4f")
        print(f"{name:24}{cells}{shown:>9}{limit:>8}{'' if good else '  under the limit'}")
    return kept


def print_figure(name: str, figure: float, unit: str, limit: float, *, at_most: bool) -> bool:
    kept = figure <= limit if at_most else figure >= limit
    ratio = figure / limit
    bound = "at most" if at_most else "at least"
    print(f"{name:48}{figure:>9.2f} {unit:6}{bound:>9} {limit:<6}{ratio:>6.2f} of it{'' if kept else '  not kept'}")
    return kept


def process_seconds(path: Path) -> float:
    """One plan as a whole process, from start to exit; the middle of seven."""
    seconds = []
    for _ in range(7):
        began = time.perf_counter()
        command = [sys.executable, "-m", "liangxin.engines.reader", str(path), "--json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def megabytes_a_second(paths: list[Path]) -> float:
    """All plans over and over in one process; the middle of the rounds, by the processor's time of this one core."""
    texts = [path.read_text("utf-8") for path in paths]
    size = sum(len(text.encode()) for text in texts)
    rates: list[float] = []
    until = time.perf_counter() + 6
    while time.perf_counter() < until or len(rates) < 5:
        began = time.process_time()
        for text in texts:
            read_plan(document_from_text(text))
        rates.append(size / (time.process_time() - began) / 1e6)
    return statistics.median(rates)


def memory_over_many(paths: list[Path]) -> tuple[float, float]:
    """Peak memory in MB after a hundred and after a thousand plans, each a variation of a real one with years moved."""
    texts = [path.read_text("utf-8") for path in paths]
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(MANY):
            path = Path(folder) / f"{number:04}.txt"
            text = texts[number % len(texts)]
            path.write_text(text.replace("2027", str(2027 + number % 9)) + f"\n第{number}份", "utf-8")
            files.append(path)
        for done, _ in enumerate(read_files(files, workers=1), 1):
            if done in (MANY // 10, MANY):
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return peaks[0], peaks[1]


def main() -> int:
    paths = sorted(PLANS.glob("*.txt"))
    if not paths:
        print(f"No plans in {PLANS}: set LIANGXIN_PLANS to the folder that has them.", file=sys.stderr)
        return 2
    kept = [print_scores(paths)]
    print()
    kept.append(
        print_figure("one plan as a whole process", process_seconds(paths[0]), "s", SECONDS_OF_A_PROCESS, at_most=True)
    )
    kept.append(
        print_figure(
            "plan text in bulk, one core", megabytes_a_second(paths), "MB/s", MEGABYTES_A_SECOND, at_most=False
        )
    )
    early, late = memory_over_many(paths)
    print(f"peak memory after {MANY // 10} plans {early:.0f} MB, after {MANY} plans {late:.0f} MB")
    kept.append(print_figure("growth of memory", late / early, "times", GROWTH_OF_MEMORY, at_most=True))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
