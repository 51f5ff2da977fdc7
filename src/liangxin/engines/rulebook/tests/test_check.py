"""The static check: every sort of slip is found, with its place; a sound rulebook has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from liangxin.engines.rulebook.checking import may_be_put_in_force
from liangxin.engines.rulebook.findings import Finding, Level
from liangxin.engines.rulebook.shelf import check_file, read_rulebook, shipped_texts
from liangxin.engines.rulebook.tests.rulebooks import EVERYTHING


def errors_of(text: str) -> list[Finding]:
    return [one for one in read_rulebook(text)[1] if one.level is Level.ERROR]


def codes_of(text: str) -> set[str]:
    return {one.code for one in read_rulebook(text)[1]}


def test_a_sound_and_settled_rulebook_may_be_put_in_force() -> None:
    found = read_rulebook(EVERYTHING)[1]
    assert [str(one) for one in found if one.level is not Level.WARNING] == []
    assert may_be_put_in_force(found)


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_shipped_rulebooks_have_no_error_and_none_is_in_force_unseen(key: str) -> None:
    rulebook, found = read_rulebook(shipped_texts()[key], key)
    assert [str(one) for one in found if one.level is Level.ERROR] == []
    assert rulebook is not None
    assert rulebook.key == key
    assert not may_be_put_in_force(found), "none of them rests on the documents themselves alone"


SLIPS = [
    ("above: 10,", "above: 11,", "gap"),  # between 10 and 11 litres
    ("at_most: 10升,", "at_most: 12升,", "overlap"),
    ("at_least: 2.5,", "above: 2.5,", "gap"),
    ("when: {fact: kind, is: b}", "when: {fact: kind, in: [a, b]}", "overlap"),  # two amounts for kind a
    ("when: {fact: kind, is: d}", "when: {all: [{fact: kind, is: d}, {fact: kind, is: a}]}", "unreachable"),
    ("when: {fact: kind, is: d}", "when: {all: [{fact: kind, is: d}, {fact: rural, is: yes}]}", "gap"),
    ("at_most: 10升", "at_most: 10千瓦", "unit"),
    ("cap: 5000元}", "cap: 5000}", "type"),
    ("at_least: 10元", "at_least: 2450元", "cap"),  # above the cap of 2400元
    ("of: price, times", "of: prise, times", "unknown_fact"),
    ("{fact: town, is_not: 丙}", "{fact: twon, is_not: 丙}", "unknown_fact"),
    ("{fact: rural, is: no}", "{fact: rural, at_least: 3}", "type"),
    ("rural: {label: 农村户籍, type: yes_no}", "rural: {label: 农村户籍, type: bool}", "value"),
    ("round: half_up_fen, cap: [", "cap: [", "rounding"),
    ("{from: 2025-07-01,", "{from: 2025-06-30,", "overlap"),
    ("{from: 2025-07-01,", "{from: 2025-07-02,", "gap"),
    ("to: 2026-12-31", "to: 2025-06-01", "dates"),
    ("doc: notice, clause: 八", "doc: other, clause: 八", "unknown_document"),
    (", cite: {doc: notice, clause: 八, basis: confirmed}", "", "missing"),
    ("clause: 七, basis: confirmed", "clause: 七, basis: memory", "unconfirmed"),
    ("clause: 七, basis: confirmed", "clause: 七, basis: confirmed, reading: {takes: 甲}", "unconfirmed"),
    ("value: 13.7%, ", "", "empty"),
    ("{id: place,", "{id: in_time,", "twice"),
    ("{all: [{fact: town, is_not: 丙}", "{all: [{fact: town, is: 丙}, {fact: town, is_not: 丙}", "contradiction"),
    ("in: [甲, 乙, 丁]", "in: [甲, 2025-13-45]", "date"),
    ("most: 20000元", "most: 20000", "unit"),
    ("slices: [{to: 1万元", "slices: [{to: 90万元", "brackets"),
    ("at_most: 1000万元}", "at_most: 9999亿元}", "too_large"),
    ("title: 分级", "titel: 分级", "unknown_key"),
    ("level: county", "level: town", "value"),
    ("authority:", "authority: &a", "yaml"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "slip", "code"), SLIPS)
def test_a_slip_is_found_with_its_place(right: str, slip: str, code: str) -> None:
    assert right in EVERYTHING
    text = EVERYTHING.replace(right, slip, 1)
    found = [one for one in read_rulebook(text)[1] if one.code == code]
    assert found, [str(one) for one in read_rulebook(text)[1]]
    assert all(one.line for one in found)
    assert all(one.sentence.endswith("。") for one in found)


def test_all_slips_of_a_file_are_told_at_once() -> None:
    text = EVERYTHING.replace("of: price, times", "of: prise, times").replace(
        "doc: notice, clause: 八", "doc: other, clause: 八"
    )
    assert {one.code for one in errors_of(text)} == {"unknown_fact", "unknown_document"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "a: [", "a: 1", "rulebook: x\n" * 2, "!!python/object:os.system {}", "- " * 3000, "a: " + "[" * 500],
)
def test_what_is_no_rulebook_is_told_and_never_runs(text: str) -> None:
    rulebook, found = read_rulebook(text)
    assert rulebook is None
    assert found


def test_a_version_must_not_overlap_the_one_it_replaces(tmp_path: Path) -> None:
    text = shipped_texts()["cars_scrap@2026"].replace(
        "from: 2026-01-01, to: 2026-12-31}]", "from: 2025-12-01, to: 2026-12-31}]"
    )
    path = tmp_path / "next.yaml"
    path.write_text(text, encoding="utf-8")
    assert "overlap" in {one.code for one in check_file(path)}
