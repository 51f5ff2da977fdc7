"""Two engines that do not know each other agree: what the city paid is what the shipped rulebooks decide, claim by
claim.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from liangxin.engines.city import Order, make, reading
from liangxin.engines.rulebook import find_rulebook
from liangxin.engines.rulebook.column_files import decide_file

CLAIMS = 8000


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cities") / "city"
    make(Order(CLAIMS, seed=11), folder)
    return folder


def test_every_claim_is_decided_as_the_rulebook_decides_it(city: Path, tmp_path: Path) -> None:
    checked = 0
    for rulebook in reading.rulebooks(city):
        book = find_rulebook(str(reading.local_rulebook(city, rulebook) or rulebook))
        out = tmp_path / f"{rulebook}.parquet"
        decide_file(book, city / "claims" / f"{rulebook}.parquet", out)  # refuses a row that it cannot read
        decided = pq.read_table(out).sort_by("claim").to_pylist()
        own = list(reading.decisions(city, rulebook))
        assert [(row["claim"], row["answer"], row["line"]) for row in decided] == [
            (one.claim, one.answer, one.line) for one in own
        ]
        assert [row["amount_fen"] for row in decided] == [row["paid_fen"] for row in decided]
        checked += len(decided)
    assert checked == CLAIMS


def test_claims_have_a_column_for_every_fact_of_their_rulebook(city: Path) -> None:
    for rulebook in reading.rulebooks(city):
        facts = {fact.column for fact in find_rulebook(rulebook).rulebook.facts.values()}
        columns = set(pq.read_schema(city / "claims" / f"{rulebook}.parquet").names)
        assert columns == facts | {"claim", "claimed_on", "region", "category", "party", "paid_fen"}


def test_the_countys_own_sums_are_those_of_its_local_files(city: Path) -> None:
    local = {rulebook for rulebook in reading.rulebooks(city) if reading.local_rulebook(city, rulebook)}
    open_ = {
        rulebook
        for rulebook in reading.rulebooks(city)
        if any(one.value is None for one in find_rulebook(rulebook).rulebook.parameters.values())
    }
    assert local == open_
