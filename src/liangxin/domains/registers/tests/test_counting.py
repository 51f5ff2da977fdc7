"""What records count as: by region and month, a key once, each under its own version; and the list behind a figure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Family, IndicatorKind
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.events import RecordsChanged
from liangxin.domains.registers.models import Record, Register
from liangxin.domains.registers.queries.counting import (
    Counted,
    Counting,
    counted_in,
    countings,
    records_counted,
    regions_keeping,
)
from liangxin.domains.registers.queries.links import counted_address
from liangxin.domains.registers.tests.test_web import client_of
from liangxin.domains.registers.tests.world import LIFTS, RegistersWorld, draft, shelf
from liangxin.foundation.announce import api as announce
from liangxin.kernel.period import Period

__all__ = ["shelf"]
MEASURE = f"registers.lifts@{COUNTY}"
SUMMED = LIFTS.replace("unit: 米}", "unit: 米, required: true}")
COUNT = "feeds: {indicator: made_up, how: count, stage: in_use}\n"
SUM = "feeds: {indicator: made_up, how: sum, stage: planned, field: length}\n"
COST = "feeds: {indicator: made_up, how: sum, stage: planned, field: cost}\n"


def today() -> date:
    return timezone.localdate()


def month(back: int = 0) -> Period:
    day = today().replace(day=1)
    for _ in range(back):
        day = (day - timedelta(1)).replace(day=1)
    return Period.month(day.year, day.month)


def feed(shelf: RegistersWorld, text: str) -> None:
    """Our type feeds an invented indicator from now on."""
    known = indicators.IndicatorDraft("虚构电梯数", "部", IndicatorKind.CUMULATIVE, Family.CONSTRUCTION)
    if "made_up" not in indicators.indicator_ids(["made_up"]):
        indicators.add_indicator(shelf.people.system, "made_up", known)
    registers.change_type(shelf.people.actor("lin"), shelf.kind.public_id, text, reason="对上指标")


def enter(
    shelf: RegistersWorld, number: str, register: registers.RegisterCard | None = None, **typed: str
) -> registers.RecordCard:
    where = (register or shelf.ours).public_id
    return registers.add_record(shelf.people.actor("lin"), where, draft(number=number, **typed))


def use(shelf: RegistersWorld, card: registers.RecordCard, on: date) -> None:
    lin = shelf.people.actor("lin")
    registers.add_evidence(lin, card.public_id, "检验报告", registers.Upload(b"%PDF-1.4 x", "x.pdf"))
    clock = Record.objects.get(pk=card.id).clock
    registers.move_record(lin, card.public_id, "in_use", clock=clock, reached_on=on)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def counting() -> Counting:
    return countings(today())[MEASURE]


def path_of(shelf: RegistersWorld, code: str) -> str:
    return shelf.people.region(code).path


def figures(shelf: RegistersWorld, *periods: Period) -> dict[Period, tuple[Decimal, int]]:
    found = counted_in({MEASURE: counting()}, path_of(shelf, COUNTY), periods, on=today())
    return {one.period: (one.value, one.records) for one in found}


def listed(shelf: RegistersWorld, period: Period, username: str = "lin") -> list[Any]:
    return list(records_counted(shelf.people.actor(username), counting(), path_of(shelf, COUNTY), period))


def test_a_key_in_two_registers_of_a_type_counts_once_on_its_first_day(shelf: RegistersWorld) -> None:
    feed(shelf, LIFTS + COUNT)
    first, second = month(1).start, month(0).start
    use(shelf, enter(shelf, "A"), second)
    use(shelf, enter(shelf, "A", shelf.other_unit), first)
    use(shelf, enter(shelf, "B"), second)
    assert figures(shelf, month(1), month(0)) == {month(1): (Decimal(1), 1), month(0): (Decimal(1), 1)}
    assert [row.shown_key for row in listed(shelf, month(1))] == ["锦绣苑 A"]
    assert [row.shown_key for row in listed(shelf, month(0))] == ["锦绣苑 B"]


def test_when_the_first_of_two_is_withdrawn_the_other_counts(shelf: RegistersWorld) -> None:
    feed(shelf, LIFTS + COUNT)
    twin = enter(shelf, "A", shelf.other_unit)
    use(shelf, enter(shelf, "A"), month(0).start)
    use(shelf, twin, month(1).start)
    registers.withdraw_record(shelf.people.actor("lin"), twin.public_id, "误登", clock=1)
    assert figures(shelf, month(1), month(0))[month(0)] == (Decimal(1), 1)


def test_nothing_is_said_of_a_month_in_which_no_list_was_kept_and_0_of_one_in_which_it_was(
    shelf: RegistersWorld,
) -> None:
    feed(shelf, LIFTS + COUNT)
    Register.objects.filter(region__code=COUNTY).update(opened_at=timezone.now() - timedelta(days=40))
    opened = timezone.localdate(timezone.now() - timedelta(days=40))
    kept = {period for period in (month(back) for back in range(5)) if period.end > opened}
    ahead = Period.month(today().year + 1, 1)
    assert figures(shelf, *(month(back) for back in range(5)), ahead) == dict.fromkeys(kept, (Decimal(0), 0))
    # What happened before the list was opened was entered into it all the same.
    use(shelf, enter(shelf, "A"), month(4).start)
    assert figures(shelf, *(month(back) for back in range(6))) == {month(4): (Decimal(1), 1)} | dict.fromkeys(
        (month(back) for back in range(4)), (Decimal(0), 0)
    )


def test_a_closed_list_counts_on_but_says_no_0_after_its_end(shelf: RegistersWorld) -> None:
    feed(shelf, LIFTS + COUNT)
    use(shelf, enter(shelf, "A"), month(0).start)
    lin = shelf.people.actor("lin")
    for card in (shelf.ours, shelf.other_unit):
        registers.close_register(lin, card.public_id, "任务完成")
    long_ago = timezone.now() - timedelta(days=100)
    Register.objects.filter(region__code=COUNTY).update(opened_at=long_ago, closed_at=long_ago + timedelta(1))
    said = figures(shelf, month(0), month(1))
    assert said == {month(0): (Decimal(1), 1)}


def test_each_record_counts_as_its_own_version_says(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    enter(shelf, "A", length="1.5")
    feed(shelf, SUMMED.replace("unit: 米", "unit: 公里") + SUM)
    enter(shelf, "B", length="0.02")
    assert figures(shelf, month(0)) == {month(0): (Decimal("0.0215"), 2)}
    assert sum(row.figure for row in listed(shelf, month(0))) == Decimal("0.0215")
    # A version that counts lifts says nothing in kilometres, and the other way round.
    feed(shelf, LIFTS + COUNT)
    use(shelf, enter(shelf, "C"), today())
    assert figures(shelf, month(0)) == {month(0): (Decimal(1), 1)}


def test_money_is_summed_in_the_unit_of_the_measure(shelf: RegistersWorld) -> None:
    feed(shelf, LIFTS.replace("kind: money", "kind: money, required: true") + COST)
    enter(shelf, "A", cost="28.6")
    enter(shelf, "B", cost="0.0001")
    assert figures(shelf, month(0)) == {month(0): (Decimal(286001), 2)}
    assert counting().spec.fed_unit == "元"
    assert sum(row.figure for row in listed(shelf, month(0))) == 286001


def test_a_record_that_is_sent_back_or_changed_counts_as_it_stands_now(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    card = enter(shelf, "A", length="1.5")
    lin = shelf.people.actor("lin")
    registers.change_record(lin, card.public_id, draft(number="A", length="2"), clock=0)
    assert figures(shelf, month(0)) == {month(0): (Decimal(2), 1)}
    # No other way of writing can forget it, or say otherwise.
    Record.objects.filter(pk=card.id).update(values={"length": "3"}, amount=7)
    assert figures(shelf, month(0)) == {month(0): (Decimal(3), 1)}


def test_the_page_behind_a_figure_lists_exactly_its_records(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    for number in range(7):
        enter(shelf, f"N{number}", shelf.ours if number % 2 else shelf.other_unit, length="1.25")
    enter(shelf, "N1", shelf.other_unit, length="1.25")
    ((value, records),) = figures(shelf, month(0)).values()
    shown = client_of(shelf, "lin").get(counted_address(MEASURE, COUNTY, month(0))).context["list"]
    assert (shown.count, records) == (7, 7)
    assert shown.sums[0].text.count("8.75") >= 1
    assert value == Decimal("8.75")
    assert client_of(shelf, "sun").get(counted_address(MEASURE, COUNTY, month(0))).status_code == 404
    # A unit sees its own registers only, behind the same address.
    assert client_of(shelf, "li").get(counted_address(MEASURE, COUNTY, month(0))).context["list"].count == 3


def test_the_page_takes_in_the_regions_below_and_refuses_what_it_does_not_know(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    enter(shelf, "A", length="1")
    client = client_of(shelf, "wang")
    above = counted_address(MEASURE, "990100", month(0))
    assert client.get(above).context["list"].count == 0
    assert client.get(f"{above}&below=1").context["list"].count == 1
    assert client.get(counted_address("registers.unknown", COUNTY, month(0))).status_code == 404
    unread = client.get(f"{above.split('since')[0]}since=x&until=y").context["period"]
    assert unread == Period.year(today().year)


def test_the_list_behind_a_figure_costs_the_same_for_few_and_for_many(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    client, address = client_of(shelf, "lin"), counted_address(MEASURE, COUNTY, month(0))

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    enter(shelf, "A", length="1")
    few = cost()
    for number in range(15):
        enter(shelf, f"N{number}", length="1")
    assert cost() == few


def test_figures_of_all_codes_regions_and_months_take_a_few_queries(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    enter(shelf, "A", length="1")

    def ask(periods: list[Period]) -> tuple[int, list[Counted]]:
        with CaptureQueriesContext(connection) as queries:
            found = list(counted_in(countings(today()), path_of(shelf, "990100"), periods, on=today()))
        return len(queries), found

    few, _ = ask([month(0)])
    registers.load_presets(shelf.people.system)
    many, found = ask([month(back) for back in range(12)])
    assert many == few
    assert [(one.measure, one.value) for one in found] == [(MEASURE, Decimal(1))]


def test_regions_that_keep_a_list_are_known_by_measure(shelf: RegistersWorld) -> None:
    feed(shelf, LIFTS + COUNT)
    wanted = {MEASURE: counting()}
    county, neighbour = (shelf.people.region(code) for code in (COUNTY, NEIGHBOUR))
    assert regions_keeping(wanted, path_of(shelf, "990100")) == {MEASURE: frozenset({county.id})}
    assert regions_keeping(wanted, neighbour.path) == {MEASURE: frozenset()}


def test_what_changes_a_figure_is_announced(shelf: RegistersWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[RecordsChanged] = []
    monkeypatch.setitem(announce._reactions, RecordsChanged, [heard.append])
    lin = shelf.people.actor("lin")
    registers.change_record(lin, shelf.record.public_id, draft(length="9"), clock=0)
    assert heard == []  # its version feeds nothing
    feed(shelf, LIFTS + COUNT)
    card = enter(shelf, "A")
    use(shelf, card, today())
    registers.change_record(lin, card.public_id, draft(number="A", length="9"), clock=1)
    registers.withdraw_record(lin, card.public_id, "误登", clock=2)
    registers.close_register(lin, shelf.ours.public_id, "完成")
    said = RecordsChanged(shelf.ours.id, path_of(shelf, COUNTY), "lifts", "made_up", f"registers.lifts@{COUNTY}")
    assert heard == [said] * 5
