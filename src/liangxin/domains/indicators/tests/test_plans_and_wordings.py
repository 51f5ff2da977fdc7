"""How many targets get the right indicator as the first proposal, and how many that are taken for sure are right.

Two measures: five real plans, where they are at hand, as the reader reads them (`real_plans.yaml`), and wordings of
other places (`wordings.yaml`). A third asks how the catalogue fares with names it has never heard.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from liangxin.domains.indicators.rules.matching import IndicatorNames, Matcher, Said, is_sure
from liangxin.domains.indicators.terms import IndicatorKind
from liangxin.domains.indicators.tests.shipped import CATALOGUE, MATCHER
from liangxin.engines.documents import read_document
from liangxin.engines.reader import read_plan
from liangxin.kernel.shipped import shipped_data

HERE = Path(__file__).parent
ROOT = HERE.parents[4]
PLANS = Path(os.environ.get("LIANGXIN_PLANS") or ROOT.parent / "shared" / "plans")
RIGHT: dict[str, list[str | list[str]]] = shipped_data(HERE / "real_plans.yaml")
WORDINGS: dict[str, list[list[Any]]] = shipped_data(HERE / "wordings.yaml")
ENOUGH, ENOUGH_OF_THE_SURE = 0.95, 0.99
# A name left out of the catalogue is as strange as a wording can be: it was put in because it is unlike the others.
ENOUGH_OF_THE_STRANGE, ENOUGH_OF_THE_STRANGE_SURE = 0.7, 0.95

Case = tuple[Said, frozenset[str]]


@pytest.fixture(scope="module")
def targets() -> list[Case]:
    missing = [stem for stem in RIGHT if not (PLANS / f"{stem}.txt").is_file()]
    if missing:
        pytest.skip(f"no real plans in {PLANS}: set LIANGXIN_PLANS to the folder that has {', '.join(missing)}")
    return [case for stem, codes in RIGHT.items() for case in _of_plan(stem, codes)]


def _of_plan(stem: str, codes: list[str | list[str]]) -> Iterator[Case]:
    plan = read_plan(read_document((PLANS / f"{stem}.txt").read_bytes(), name=f"{stem}.txt"))
    for target, right in zip(plan.targets, codes, strict=True):
        yield Said(target.indicator, target.unit or "", IndicatorKind.of(target.kind)), _any_of(right)


def _wordings() -> list[Case]:
    return [(_said(*case[:3]), _any_of(case[3])) for case in WORDINGS["known"]]


def _said(words: str, unit: str, kind: str) -> Said:
    return Said(words, unit, IndicatorKind.of(kind) if kind else None)


def _any_of(codes: str | list[str]) -> frozenset[str]:
    return frozenset([codes] if isinstance(codes, str) else codes)


def _wrong(cases: list[Case], *, among_the_sure: bool = False) -> tuple[float, list[str]]:
    """The share of right first proposals, and the words of the wrong ones."""
    found = [(said, right, MATCHER.match(said)) for said, right in cases]
    counted = [(said, right, matches) for said, right, matches in found if not among_the_sure or is_sure(matches)]
    wrong = [said.words for said, right, matches in counted if not matches or matches[0].code not in right]
    return 1 - len(wrong) / len(counted), wrong


def test_targets_of_real_plans_get_their_indicator_at_first_proposal(targets: list[Case]) -> None:
    assert len(targets) == 139
    share, wrong = _wrong(targets)
    assert share >= ENOUGH, f"{len(wrong)} of {len(targets)} are wrong"


def test_what_is_sure_in_real_plans_is_right(targets: list[Case]) -> None:
    share, wrong = _wrong(targets, among_the_sure=True)
    assert share >= ENOUGH_OF_THE_SURE, f"{len(wrong)} are wrong"
    assert sum(is_sure(MATCHER.match(said)) for said, _ in targets) >= 0.8 * len(targets)


def test_wordings_of_other_places_get_their_indicator_at_first_proposal() -> None:
    assert len(WORDINGS["known"]) >= 150
    share, wrong = _wrong(_wordings())
    assert share >= ENOUGH, wrong


def test_what_is_sure_in_wordings_of_other_places_is_right() -> None:
    share, wrong = _wrong(_wordings(), among_the_sure=True)
    assert share >= ENOUGH_OF_THE_SURE, wrong


def test_nothing_is_sure_for_what_the_catalogue_does_not_hold() -> None:
    assert len(WORDINGS["none"]) >= 30
    assert not [case for case in WORDINGS["none"] if is_sure(MATCHER.match(_said(*case)))]


def test_every_code_of_the_tables_is_in_the_catalogue() -> None:
    known = {indicator.code for indicator in CATALOGUE}
    asked = [right for codes in RIGHT.values() for right in codes] + [case[3] for case in WORDINGS["known"]]
    assert not frozenset().union(*map(_any_of, asked)) - known


def test_a_name_it_never_heard_mostly_finds_its_indicator_and_is_seldom_sure_of_another() -> None:
    asked = [found for place in range(0, len(CATALOGUE), 5) for found in _without_each_synonym(place)]
    right = [code == matches[0].code for code, matches in asked if matches]
    sure = [code == matches[0].code for code, matches in asked if is_sure(matches)]
    assert sum(right) >= ENOUGH_OF_THE_STRANGE * len(asked)
    assert sum(sure) >= ENOUGH_OF_THE_STRANGE_SURE * len(sure)


def _without_each_synonym(place: int) -> Iterator[tuple[str, Any]]:
    """The indicator at a place, asked for by each of its synonyms in turn by a catalogue that lacks this synonym."""
    whole: IndicatorNames = CATALOGUE[place]
    for strange in whole.names[1:]:
        poorer = replace(whole, names=tuple(name for name in whole.names if name != strange))
        matcher = Matcher((*CATALOGUE[:place], poorer, *CATALOGUE[place + 1 :]))
        yield whole.code, matcher.match(Said(strange, whole.unit, whole.kind))
