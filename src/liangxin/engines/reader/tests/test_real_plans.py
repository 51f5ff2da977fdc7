"""The five plans with gold files, where they are at hand: the reader keeps within its limits on all of them pooled."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from liangxin.engines.documents import read_document
from liangxin.engines.reader.findings import plan_as_json, plan_from_json
from liangxin.engines.reader.read import read_plan

ROOT = Path(__file__).resolve().parents[5]
PLANS = Path(os.environ.get("LIANGXIN_PLANS") or ROOT.parent / "shared" / "plans")
NAMES = sorted(path.stem for path in PLANS.glob("*.txt"))

pytestmark = pytest.mark.skipif(
    not NAMES, reason=f"no plans in {PLANS}: set LIANGXIN_PLANS to the folder that has them"
)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plans_score", PLANS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    pairs = [
        (
            json.loads((PLANS / "gold" / f"{name}.json").read_text("utf-8")),
            plan_as_json(read_plan(read_document(PLANS / f"{name}.txt"))),
        )
        for name in NAMES
    ]
    scored: dict[str, Any] = scorer().score(pairs)
    return scored


def test_it_keeps_within_its_limits_on_the_real_plans(figures: dict[str, Any]) -> None:
    assert figures["tasks"]["f1"] == 1
    assert figures["lead_units_exact"] >= 0.99
    assert figures["supporting_units_exact"] >= 0.99
    assert figures["measures"]["f1"] >= 0.98
    assert figures["team"]["f1"] == 1
    assert figures["head_fields"] == 1
    assert figures["targets"]["f1"] >= 0.98
    assert min(figures["target_fields"].values()) >= 0.98


@pytest.mark.parametrize("name", NAMES)
def test_spans_of_the_real_plans_hold_the_words(name: str) -> None:
    document = read_document(PLANS / f"{name}.txt")
    plan = read_plan(document)
    plain = scorer().plain
    assert plan_from_json(plan_as_json(plan)) == plan
    for target in plan.targets:
        assert plain(target.quote) == plain(target.span.of(document.text)).replace("**", "")
    for member in plan.team:
        assert member.name in plain(member.span.of(document.text))
    for row in plan.measures:
        assert plain(row.measure) in plain(row.span.of(document.text))
