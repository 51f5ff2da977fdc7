"""What is written about rulebooks holds: examples of docstrings, README and docs; pages; stored decisions."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path
from typing import Any

import pytest

from liangxin.engines.rulebook import find_rulebook, shipped_texts
from liangxin.engines.rulebook.amounts import rounded
from liangxin.engines.rulebook.pages import as_html, as_markdown
from liangxin.engines.rulebook.records import Rounding
from liangxin.engines.rulebook.shelf import compile_text, shipped_rulebook
from liangxin.engines.rulebook.stored import differences, record_of
from liangxin.engines.rulebook.tests.case_files import cases
from liangxin.engines.rulebook.tracing import explain
from liangxin.kernel.decision import Answer

HOME = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["amounts", "cases", "compiled", "conditions", "findings", "places"])
def test_the_examples_of_docstrings_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"liangxin.engines.rulebook.{name}"), verbose=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_the_rulebook_of_the_readme_decides() -> None:
    text = re.search(r"```yaml\n(# e_bikes.*?)```", (HOME / "README.md").read_text("utf-8"), re.DOTALL)
    assert text is not None
    book = compile_text(text[1], "README")
    case = {"bought_on": "2025-03-01", "price": "1999.99元", "earlier": {"one": 0}}
    assert (book.decide(case).answer, book.decide(case).amount_fen) == (Answer.MEETS, 30000)


def test_the_worked_example_of_the_page_on_rulebooks_holds() -> None:
    assert rounded(8_888_800 * 3, 25, Rounding.UP_YUAN) == (26_666_400 + 2_499) // 2_500 * 100 == 1_066_700
    case = next(one for one in cases() if one.name == "向上取整到元")
    trace = explain(case.book, case.book.read(case.facts))
    assert trace.formula == "88 888.00 元 × 12% = 10 666.56 元，向上取整到元，最高 20 000.00 元，得 10 667.00 元"


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_every_shipped_rulebook_has_a_page(key: str) -> None:
    rulebook = shipped_rulebook(key).rulebook
    page = as_markdown(rulebook)
    assert all(title in page for _, title, _ in rulebook.cites() if title != "补贴合计")
    assert as_html(rulebook).count("<table>") == as_html(rulebook).count("</table>") > 0


def test_shares_add_up_to_the_amount() -> None:
    book = compile_text(
        shipped_texts()["cars_scrap@2026"], "x", local={"adopts": "x", "by": "清岚县", "parameters": {"area": "middle"}}
    )
    case = next(one for one in cases() if one.name == "向上取整到元")
    assert dict(explain(book, book.read(case.facts)).shares) == {"central": 960030, "local": 106670}


def stored() -> tuple[Any, dict[str, Any]]:
    book = find_rulebook("digital@2025")
    case = {"invoiced_on": "2025-05-01", "category": "phone", "price": "2000元", "earlier": {"per_category": 0}}
    return book, record_of(book, book.read(case))


def test_a_stored_decision_is_decided_again_with_the_same_outcome() -> None:
    book, record = stored()
    assert record["amount_fen"] == 30000
    assert differences(record, book) == []


@pytest.mark.parametrize("name", ["answer", "amount_fen", "line", "digest", "trace_digest", "inputs", "version"])
def test_whatever_is_changed_in_a_stored_decision_shows(name: str) -> None:
    book, record = stored()
    changed = record["inputs"] | {"price": "1999元"} if name == "inputs" else "x"
    assert differences(record | {name: changed}, book)


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_every_case_can_be_stored_and_decided_again(case: Any) -> None:
    assert differences(record_of(case.book, case.book.read(case.facts)), case.book) == []


def test_a_question_may_be_put_better_without_being_another_rulebook() -> None:
    text = shipped_texts()["digital@2026"]
    reworded = text.replace("实际卖多少元？", "手机多少钱？")
    assert compile_text(reworded, "x").rulebook.facts["price"].ask == "手机多少钱？"
    assert compile_text(reworded, "x").rulebook.digest == compile_text(text, "x").rulebook.digest
    assert (
        compile_text(text.replace("6000元", "6001元"), "x").rulebook.digest != compile_text(text, "x").rulebook.digest
    )


@pytest.mark.parametrize("key", [*shipped_texts()])
def test_what_citizens_are_asked_is_asked_of_every_fact_or_of_none(key: str) -> None:
    facts = shipped_rulebook(key).rulebook.facts.values()
    assert {bool(fact.ask) for fact in facts} in ({True}, {False})


def test_a_place_confirms_the_bands_of_a_line_together_or_one_by_one() -> None:
    text = shipped_texts()["farm_machinery@2025"]
    bands = sorted(line for line, _, _ in compile_text(text, "x").rulebook.unsettled() if line[-1].isdigit())
    line = bands[0].rpartition(".")[0]
    together = {"adopts": "x", "by": "清岚县", "confirms": {line: "清农发〔2025〕2号第三条"}}
    one = {"adopts": "x", "by": "清岚县", "confirms": {bands[0]: "清农发〔2025〕2号第三条"}}
    for local, settled in ((together, {band for band in bands if band.startswith(f"{line}.")}), (one, {bands[0]})):
        still = {name for name, _, _ in compile_text(text, "x", local=local).rulebook.unsettled()}
        assert set(bands) - still == settled
