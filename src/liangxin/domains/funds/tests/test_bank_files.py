"""Files for banks without a database: strict reading by cell, both encodings, formulas, hostile XML, rules of lines."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.funds.actions.batches import BankOrder, Order
from liangxin.domains.funds.errors import BankFileFaulty, BankFileUnreadable, PlanDiffers, PlanUnreadable, StepUnfit
from liangxin.domains.funds.exchange import bank_csv, iso20022
from liangxin.domains.funds.rules.clawbacks import Due, overdue, read_plan, require_plan
from liangxin.domains.funds.rules.reconciling import BankLine, Ordered, Step, after, ends_for, read_line
from liangxin.domains.funds.rules.settling import STEPS, next_state
from liangxin.domains.funds.terms import BankResult, BatchState, DifferenceKind, PaymentState
from liangxin.domains.funds.tests.settlement import line, statement
from liangxin.domains.funds.tests.world import DAY

GOOD = line("JS1-00001", 123_450, account="990123000000000001")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_a_statement_reads_the_same_in_each_encoding(encoding: str) -> None:
    read = bank_csv.read_statement(statement(GOOD, encoding=encoding), "a.csv")
    assert [(each.number, each.fen, each.on, each.result, each.account) for each in read.lines] == [
        ("JS1-00001", 123_450, DAY, BankResult.PAID, "990123000000000001")
    ]


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        (0, "", "A2没有银行流水号"),
        (0, "x" * 65, "A2“xxxxxxxxxxxxxxxxxxxx”超过64个字"),
        (1, "2025-02-30", "B2“2025-02-30”应为日期"),
        (4, "-5.00", "E2“-5.00”应为大于零"),
        (4, "1.005", "至多两位小数"),
        (4, "NaN", "E2“NaN”应为大于零"),
        (4, "1e99", "E2“1e99”"),
        (5, "成攻", "F2“成攻”应为成功、失败、退回、收款"),
    ],
)
def test_each_fault_is_said_with_its_cell_and_nothing_is_taken_in(column: int, typed: str, said: str) -> None:
    cells = list(GOOD)
    cells[column] = typed
    with pytest.raises(BankFileFaulty) as refused:
        bank_csv.read_statement(statement(tuple(cells), GOOD), "a.csv")
    assert said in str(refused.value.details["faults"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        "流水,日期\n1,2\n".encode(),
        statement(),
        statement(GOOD).replace(b"\n", b'\n"', 1),
        b"a" * 100,
    ],
)
def test_what_is_no_statement_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises((BankFileUnreadable, BankFileFaulty)):
        bank_csv.read_statement(content, "a.csv")


@given(content=st.binary(max_size=300))
def test_no_bytes_break_the_readers(content: bytes) -> None:
    for reader in (bank_csv, iso20022):
        with pytest.raises((BankFileUnreadable, BankFileFaulty)):
            reader.read_statement(content, "a")


@given(fen=st.integers(1, 10**15))
def test_amounts_survive_being_written_and_read(fen: int) -> None:
    assert bank_csv.fen_of(bank_csv.yuan(fen)) == fen


def test_no_cell_of_our_file_is_run_as_a_formula() -> None:
    order = BankOrder("JS1", "财政局", "123456", (Order("JS1-00001", '=HYPERLINK("x")', "+8613", 5, "@a"),))
    rows = list(csv.reader(io.StringIO(bank_csv.write_order(order).decode("utf-8-sig"))))
    assert rows[1][:4] == ["JS1-00001", '\'=HYPERLINK("x")', "'+8613", "0.05"]
    assert not any(cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row)


def test_the_order_is_the_message_that_the_schema_names_with_its_sums() -> None:
    order = BankOrder("JS1", "财政局", "123456", tuple(Order(f"JS1-{n}", "店", "9901", n * 7, "补贴") for n in (1, 2)))
    text = iso20022.write_order(order, datetime(2025, 3, 3, tzinfo=UTC), DAY).decode()
    for piece in (
        iso20022.PAIN,
        "<NbOfTxs>2</NbOfTxs>",
        "<CtrlSum>0.21</CtrlSum>",
        "<EndToEndId>JS1-2</EndToEndId>",
        '<InstdAmt Ccy="CNY">0.14</InstdAmt>',
    ):
        assert piece in text


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'/>",
        f"<Document xmlns='{iso20022.CAMT}'/>".encode(),
        f"<Document xmlns='{iso20022.CAMT}'><Nonsense/></Document>".encode(),
    ],
)
def test_hostile_or_foreign_xml_is_refused(content: bytes) -> None:
    with pytest.raises(BankFileUnreadable):
        iso20022.read_statement(content, "a.xml")


def bank_line(result: BankResult, fen: int = 100, account: str = "") -> BankLine:
    return BankLine(2, "r", "n", DAY, fen, result, account)


@pytest.mark.parametrize(
    ("state", "result", "meant"),
    [
        (PaymentState.SENT, BankResult.PAID, Step.PAY),
        (PaymentState.SENT, BankResult.FAILED, Step.GIVE_BACK),
        (PaymentState.SENT, BankResult.BACK, Step.GIVE_BACK),
        (PaymentState.PAID, BankResult.PAID, DifferenceKind.TWICE),
        (PaymentState.PAID, BankResult.BACK, Step.BOUNCE),
        (PaymentState.RETURNED, BankResult.PAID, DifferenceKind.AFTER_RETURN),
        (PaymentState.RETURNED, BankResult.BACK, Step.NOTHING),
        (PaymentState.WITHDRAWN, BankResult.PAID, DifferenceKind.NOT_OURS),
        (PaymentState.HELD, BankResult.PAID, DifferenceKind.NOT_OURS),
    ],
)
def test_what_a_line_means_depends_on_where_the_payment_stands(
    state: PaymentState, result: BankResult, meant: Step | DifferenceKind
) -> None:
    assert read_line(bank_line(result), Ordered(state, 100, "1234 5678")) is meant
    if state in (PaymentState.SENT, PaymentState.PAID):
        assert read_line(bank_line(result, 101), Ordered(state, 100, "")) is DifferenceKind.OTHER_SUM
        assert read_line(bank_line(result, account="9"), Ordered(state, 100, "8")) is DifferenceKind.OTHER_ACCOUNT
        assert read_line(bank_line(result, account="1-2"), Ordered(state, 100, "1 2")) is meant
    if isinstance(meant, DifferenceKind):
        assert after(meant, state) is state


def test_every_difference_can_be_closed_and_every_step_leads_on() -> None:
    assert all(ends_for(kind) for kind in DifferenceKind)
    way = [BatchState.DRAFT]
    for step in ("check", "hold", "send", "reconcile"):
        way.append(next_state(step, way[-1]))
    assert all(before is not behind for before, behind in pairwise(way))
    for ended in (BatchState.RECONCILED, BatchState.CANCELLED):
        for step in STEPS:
            with pytest.raises(StepUnfit):
                next_state(step, ended)


def test_a_plan_is_read_line_by_line_and_adds_up_exactly() -> None:
    plan = read_plan("2025-06-30 500元\n\n2025-05-31 1,000.01\n")
    assert require_plan(plan, 150_001) == [Due(date(2025, 5, 31), 100_001), Due(date(2025, 6, 30), 50_000)]
    with pytest.raises(PlanDiffers):
        require_plan(plan, 150_000)
    for text in ("明天 5元", "2025-06-30", "2025-06-30 若干"):
        with pytest.raises(PlanUnreadable):
            read_plan(text)
    assert overdue(plan, 0, date(2025, 5, 31)) == 0
    assert overdue(plan, 1, date(2025, 6, 1)) == 100_000
    assert overdue(plan, 150_001, date(2026, 1, 1)) == 0
