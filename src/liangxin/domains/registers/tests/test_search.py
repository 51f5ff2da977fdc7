"""The search over records: words cut without a database, then found by the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.queries.records import records_named
from liangxin.domains.registers.rules.searching import search_for, words_in
from liangxin.domains.registers.tests.test_web import at, client_of
from liangxin.domains.registers.tests.world import RegistersWorld, draft, shelf

__all__ = ["shelf"]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("锦绣苑", "(锦绣 <-> 绣苑:*)"),
        ("DT－00１", "(dt <-> 001:*)"),
        ("苑dt", "(苑 <-> dt:*)"),
        ("锦绣 DT", "锦绣:* & dt:*"),
        ("'; & | ! :* ()", ""),
        ("  ", ""),
    ],
)
def test_what_is_typed_becomes_a_search_and_never_its_language(typed: str, asked: str) -> None:
    assert search_for(typed) == asked


@given(some.text(max_size=60))
def test_no_text_is_cut_into_signs_of_the_search_language(text: str) -> None:
    assert not set(words_in(text)) & set("&|!<>():*'\\-")


@pytest.mark.parametrize(
    "words",
    [
        "锦绣苑",
        "绣",
        "苑",
        "锦绣",
        "绣苑3号",
        "3号楼",
        "号楼2单元",
        "DT-001",
        "dt—００",
        "D",
        "锦绣苑 DT-001",
        "DT 锦绣",
        "更换",
        "Ⅱ期",
    ],
)
def test_whole_words_codes_and_prefixes_are_found(shelf: RegistersWorld, words: str) -> None:
    lin = shelf.people.actor("lin")
    kept = draft(estate="锦绣苑3号楼2单元（Ⅱ期）", number="DT-001")
    card = registers.add_record(lin, shelf.ours.public_id, kept)
    assert card.public_id in [found.public_id for found, _ in records_named(lin, words)]


@pytest.mark.parametrize("words", ["绣锦", "锦苑", "T-001 x", "002", "dt-1", "&", "'"])
def test_what_no_record_holds_is_not_found(shelf: RegistersWorld, words: str) -> None:
    assert records_named(shelf.people.actor("lin"), words) == []
    client = client_of(shelf, "lin")
    assert client.get(at("page", shelf.ours), {"q": words}).context["list"].count == 0


def test_a_changed_record_is_found_by_what_it_says_now(shelf: RegistersWorld) -> None:
    lin = shelf.people.actor("lin")
    registers.change_record(lin, shelf.record.public_id, draft(estate="翠湖里"), clock=0)
    assert records_named(lin, "锦绣") == []
    assert [title for _, title in records_named(lin, "翠湖")] == [shelf.ours.title]
    assert records_named(shelf.people.actor("sun"), "翠湖") == []
