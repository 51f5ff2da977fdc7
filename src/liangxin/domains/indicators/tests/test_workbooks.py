"""Workbooks of figures: read in two layouts, checked, published once, taken back as a whole, by those who may."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators import errors
from liangxin.domains.indicators.models import Observation, Workbook, WorkbookRow
from liangxin.domains.indicators.queries.workbooks import faults_of, workbook_page, write_figures
from liangxin.domains.indicators.terms import Form, Origin, WorkbookState
from liangxin.domains.indicators.tests.world import (
    INVESTED,
    LIFTS,
    SHARE,
    ObservedWorld,
    draft,
    month,
    observed,
    told,
)
from liangxin.domains.regions.errors import RegionNotFound
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR
from liangxin.engines.sheets import SheetRefused
from liangxin.foundation.accounts.api import NotAllowed

__all__ = ["observed"]
ON = date(2025, 9, 1)
HEAD = ["指标", "区划", "期间", "数值", "形式", "填报单位", "说明"]
OURS, OTHER = "清岚县商务局", "清岚县财政局"
PAGE = f"/indicators/workbooks/in/{COUNTY}/"


def book(*rows: Sequence[Any], head: Sequence[Any] = HEAD, title: str = "") -> bytes:
    made = Book()
    sheet = made.active
    assert sheet is not None
    for row in ([[title]] if title else []) + [list(head), *(list(row) for row in rows)]:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def lifts(period: str, value: Any, form: str = "当期数", teller: str = "", note: str = "") -> list[Any]:
    return ["更新电梯数量", "", period, value, form, teller, note]


def take(observed: ObservedWorld, raw: bytes, who: str = "lin", region: str = COUNTY) -> Any:
    return indicators.take_workbook(observed.people.actor(who), region, raw, "六月.xlsx", on=ON)


def counts(card: Any) -> tuple[int, int, int, int]:
    return card.new, card.revised, card.unchanged, card.faulty


def codes(observed: ObservedWorld, card: Any, who: str = "lin") -> list[tuple[str, str]]:
    return [(fault.cell, fault.code) for fault in faults_of(observed.people.actor(who), card.public_id)]


def points(observed: ObservedWorld, indicator: str = LIFTS, region: str = COUNTY) -> Any:
    return {(card.unit_name, card.form.value): told(card) for card in observed.series(indicator, region)}


def test_the_four_acts_of_a_workbook(observed: ObservedWorld) -> None:
    actor = observed.people.actor("lin")
    indicators.record_observations(observed.people.system, [draft(40, month(5)), draft(7, month(4))])
    raw = book(lifts("2025年5月", 43, note="漏报三部"), lifts("2025-06", 12), lifts("202504", 7))
    card = take(observed, raw)
    assert counts(card) == (1, 1, 1, 0)
    assert points(observed) == {("", "flow"): {4: 7, 5: 40}}
    assert indicators.publish_workbook(actor, card.public_id).state is WorkbookState.PUBLISHED
    assert points(observed) == {("", "flow"): {4: 7, 5: 43, 6: 12}}
    written = Observation.objects.get(starts_on=date(2025, 5, 1), revision=2)
    assert (written.reason, written.source) == ("漏报三部", "工作簿：六月.xlsx")

    again = take(observed, raw)
    assert counts(again) == (0, 0, 3, 0)
    assert again.same_as is not None
    with pytest.raises(errors.WorkbookEmpty):
        indicators.publish_workbook(actor, again.public_id)

    with pytest.raises(errors.ReasonMissing):
        indicators.undo_workbook(actor, card.public_id, " ")
    assert indicators.undo_workbook(actor, card.public_id, "报错了月份").state is WorkbookState.UNDONE
    assert points(observed) == {("", "flow"): {4: 7, 5: 40}}
    assert Observation.objects.get(starts_on=date(2025, 6, 1), revision=2).value is None
    with pytest.raises(errors.WorkbookNotReady):
        indicators.undo_workbook(actor, card.public_id, "再来一次")


def test_the_same_list_changes_nothing_even_where_somebody_has_revised_it_since(observed: ObservedWorld) -> None:
    raw = book(lifts("2025年6月", 12))
    card = take(observed, raw)
    indicators.publish_workbook(observed.people.actor("lin"), card.public_id)
    indicators.record_observations(observed.people.system, [draft(15, month(6), reason="核增")])
    assert counts(take(observed, raw)) == (0, 0, 1, 0)


def test_what_was_revised_since_is_named_and_not_overwritten(observed: ObservedWorld) -> None:
    actor = observed.people.actor("lin")
    card = take(observed, book(lifts("2025年6月", 12), lifts("2025年5月", 9)))
    indicators.record_observations(observed.people.system, [draft(15, month(6))])
    with pytest.raises(errors.WorkbookOutdated, match="2025年6月"):
        indicators.publish_workbook(actor, card.public_id)
    assert counts(indicators.recheck_workbook(actor, card.public_id, on=ON)) == (1, 1, 0, 0)
    with pytest.raises(errors.WorkbookUnexplained):
        indicators.publish_workbook(actor, card.public_id)
    indicators.publish_workbook(actor, card.public_id, reason="以月报为准")
    assert Observation.objects.get(starts_on=date(2025, 6, 1), revision=2).reason == "以月报为准"
    indicators.record_observations(observed.people.system, [draft(10, month(5), reason="核增")])
    with pytest.raises(errors.UndoImpossible, match="2025年5月"):
        indicators.undo_workbook(actor, card.public_id, "不要了")
    assert points(observed) == {("", "flow"): {5: 10, 6: 12}}


def test_doubts_are_confirmed_once_with_a_reason(observed: ObservedWorld) -> None:
    actor = observed.people.actor("lin")
    indicators.record_observations(observed.people.system, [draft(12, month(3)), draft(14, month(4))])
    card = take(observed, book(lifts("2025年5月", 130_000), lifts("2025年6月", 11)))
    assert (card.doubtful, card.new) == (1, 2)
    with pytest.raises(errors.WorkbookUnexplained):
        indicators.publish_workbook(actor, card.public_id)
    indicators.publish_workbook(actor, card.public_id, reason="集中更换")
    reasons = {row.starts_on.month: row.reason for row in Observation.objects.filter(starts_on__gte=date(2025, 5, 1))}
    assert reasons == {5: "核实：集中更换", 6: ""}


def test_cumulative_figures_of_one_workbook_are_doubted_against_each_other(observed: ObservedWorld) -> None:
    card = take(observed, book(lifts("2025年5月", 9, "累计"), lifts("2025年6月", 5, "本年累计")))
    assert card.doubtful == 2


def test_faults_are_told_by_cell_and_marked_in_the_persons_own_workbook(observed: ObservedWorld) -> None:
    raw = book(
        ["没有的指标", "", "2025年6月", 1, "当期数"],
        lifts("去年", 1),
        lifts("2025年1-5月", 1),
        lifts("2025年1-6月", 1, "累计"),
        lifts("2025年6月", "很多"),
        lifts("2025年6月", "3吨"),
        lifts("2025年6月", 4, ""),
        lifts("2025年6月", 5, teller="没有的局"),
        lifts("2025年3月", 6),
        lifts("2025-03", 7),
        lifts("2025年2月", 8),
    )
    card = take(observed, raw)
    assert counts(card) == (1, 0, 0, 10)
    assert codes(observed, card) == [
        ("A2", "sheets.not_a_choice"),
        ("C3", "period.unreadable"),
        ("C4", "indicators.period_of_no_grain"),
        ("C5", "indicators.range_of_no_flow"),
        ("D6", "sheets.not_a_number"),
        ("D7", "indicators.unit_unfit"),
        ("E8", "indicators.form_missing"),
        ("F9", "indicators.teller_unknown"),
        ("D10", "indicators.point_twice"),
        ("D11", "indicators.point_twice"),
    ]
    with pytest.raises(errors.WorkbookHasFaults):
        indicators.publish_workbook(observed.people.actor("lin"), card.public_id)
    indicators.publish_workbook(observed.people.actor("lin"), card.public_id, sound_only=True)
    assert points(observed) == {("", "flow"): {2: 8}}


@pytest.mark.parametrize(
    ("value", "unit", "kept"),
    [
        (2500, "万元", "0.25"),
        ("3亿元", "", "3"),
        ("2500万", "元", "0.25"),
        ("12.5", "", "12.5"),
        (25_000_000, "元", "0.25"),
    ],
)
def test_values_come_into_the_unit_of_the_indicator(observed: ObservedWorld, value: Any, unit: str, kept: str) -> None:
    head = ["指标名称", "期间", "数值", "计量单位", "形式"]
    take(observed, book(["设备投资额甲", "2025年6月", value, unit, "累计数"], head=head))
    row = WorkbookRow.objects.get()
    assert (row.value, row.counted_in, row.form) == (Decimal(kept), "亿元", "to_date")


def test_a_unit_in_the_heading_counts_and_two_that_contradict_are_refused(observed: ObservedWorld) -> None:
    head = ["指标", "期间", "数值（万元）", "计量单位", "形式"]
    card = take(observed, book(
        [INVESTED, "2025年6月", 2500, "", "累计"], [INVESTED, "2025年5月", 2500, "元", "累计"], head=head))  # fmt: skip
    assert WorkbookRow.objects.get().value == Decimal("0.25")
    assert codes(observed, card) == [("C3", "indicators.units_contradict")]


def test_blank_figures_change_nothing_and_are_told(observed: ObservedWorld) -> None:
    indicators.record_observations(observed.people.system, [draft(40, month(5))])
    card = take(observed, book(lifts("2025年5月", None), lifts("2025年6月", "-"), lifts("2025年7月", 0)))
    assert counts(card) == (1, 0, 0, 0)
    notices = workbook_page(observed.people.actor("lin"), card.public_id).notices
    assert any("没有填数" in sentence and details == {"count": "2"} for sentence, details in notices)


def test_the_form_that_a_series_has_is_taken_where_none_is_written(observed: ObservedWorld) -> None:
    indicators.record_observations(observed.people.system, [draft(40, month(5), form=Form.TO_DATE)])
    take(observed, book(lifts("2025年6月", 44, "")))
    assert WorkbookRow.objects.get().form == "to_date"


MONTHS = [f"{number}月" for number in range(1, 13)]


def test_months_in_columns_are_read_where_their_year_is_certain(observed: ObservedWorld) -> None:
    row = ["更新电梯数量", "当期数", 5, None, 7, *[None] * 9]
    card = take(observed, book(row, head=["指标", "形式", *MONTHS], title="2025年各月完成情况"))
    assert counts(card) == (2, 0, 0, 0)
    indicators.publish_workbook(observed.people.actor("lin"), card.public_id)
    assert points(observed) == {("", "flow"): {1: 5, 3: 7}}
    shown = take(observed, book([LIFTS, "当期", 6], head=["指标", "形式", "2025年2月"]))
    assert counts(shown) == (1, 0, 0, 0)
    by_row = take(observed, book([LIFTS, "当期", 2025, 6], head=["指标", "形式", "年份", "4月"]))
    assert counts(by_row) == (1, 0, 0, 0)


@pytest.mark.parametrize("title", ["", "各月完成情况", "2024年和2025年各月"])
def test_months_of_an_uncertain_year_are_refused(observed: ObservedWorld, title: str) -> None:
    with pytest.raises(errors.YearOfMonthsUnknown):
        take(observed, book([LIFTS, "当期", 5, 6], head=["指标", "形式", "1月", "2月"], title=title))
    assert not Workbook.objects.exists()


def test_what_is_neither_layout_or_both_is_refused_with_a_sentence(observed: ObservedWorld) -> None:
    with pytest.raises(SheetRefused):
        take(observed, book(["甲", 1], head=["名称", "数"]))
    with pytest.raises(errors.LayoutUnclear):
        take(observed, book([LIFTS, "2025年6月", 5, 6], head=["指标", "期间", "数值", "1月"]))


def test_one_wrong_month_keeps_its_whole_row_out(observed: ObservedWorld) -> None:
    card = take(observed, book([LIFTS, "当期", 5, "3吨"], head=["指标", "形式", "2025年1月", "2025年2月"]))
    assert counts(card) == (0, 0, 0, 1)
    assert codes(observed, card) == [("D2", "indicators.unit_unfit")]


def test_what_is_downloaded_reads_back_unchanged(observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    observed.refresh()
    share = {"numerator": Decimal(1), "denominator": Decimal(8)}
    indicators.record_observations(
        observed.people.system,
        [
            draft(40, month(5)),
            draft(9, month(6), got=9, expected=12),
            draft("12.345678", month(5), indicator_code=INVESTED, form=Form.TO_DATE, unit_id=observed.unit(OURS)),
            draft("12.5", month(5), indicator_code=SHARE, form=Form.STOCK, **share),
            draft(8, month(6), origin=Origin.ESTIMATED),
        ],
    )
    out = io.BytesIO()
    write_figures(observed.people.actor("lin"), COUNTY, date(2023, 1, 1), out)
    card = take(observed, out.getvalue())
    assert counts(card) == (0, 0, 5, 0)
    notices = workbook_page(observed.people.actor("lin"), card.public_id).notices
    assert any("系统计算" in sentence for sentence, _ in notices)


def test_a_revised_figure_of_a_part_keeps_its_coverage_and_undoing_brings_all_back(observed: ObservedWorld) -> None:
    actor = observed.people.actor("lin")
    share = {"numerator": Decimal(1), "denominator": Decimal(8), "source": "月报"}
    told_before = draft("12.5", month(5), indicator_code=SHARE, form=Form.STOCK, got=9, expected=12, **share)
    indicators.record_observations(observed.people.system, [told_before])
    card = take(observed, book([SHARE, "", "2025年5月", 25, "期末数", "", "更正"]))
    indicators.publish_workbook(actor, card.public_id)
    new: Any = Observation.objects.get(revision=2)
    assert (new.value, new.numerator, new.got, new.expected) == (25, None, 9, 12)
    indicators.undo_workbook(actor, card.public_id, "更正有误")
    back: Any = Observation.objects.get(revision=3)
    assert (back.value, back.numerator, back.denominator, back.got, back.source) == (Decimal("12.5"), 1, 8, 9, "月报")


def test_a_clerk_tells_of_the_own_unit_only(observed: ObservedWorld) -> None:
    raw = book(lifts("2025年6月", 5), lifts("2025年5月", 5, teller=OURS), lifts("2025年4月", 5, teller=OTHER))
    card = take(observed, raw, "li")
    assert counts(card) == (2, 0, 0, 1)
    assert codes(observed, card, "li") == [("F4", "indicators.teller_not_yours")]
    indicators.publish_workbook(observed.people.actor("li"), card.public_id, sound_only=True)
    assert points(observed) == {(OURS, "flow"): {5: 5, 6: 5}}
    estimated = [LIFTS, "2025年7月", 5, "当期", "估算"]
    card = take(observed, book(estimated, head=["指标", "期间", "数值", "形式", "来源"]), "li")
    assert codes(observed, card, "li") == [("C2", "indicators.teller_not_yours")]


def test_the_office_tells_of_regions_below_and_of_none_beside(observed: ObservedWorld) -> None:
    raw = book([LIFTS, "北屏县", "2025年6月", 5, "当期数"])
    card = take(observed, raw)
    assert codes(observed, card) == [("B2", "sheets.not_a_choice")]
    with pytest.raises(NotAllowed):
        take(observed, raw, "wang", CITY)
    with pytest.raises(RegionNotFound):
        take(observed, raw, "sun", COUNTY)
    assert counts(take(observed, raw, "sun", NEIGHBOUR)) == (1, 0, 0, 0)


def test_a_published_workbook_stands(observed: ObservedWorld) -> None:
    card = take(observed, book(lifts("2025年6月", 12)))
    indicators.publish_workbook(observed.people.actor("lin"), card.public_id)
    for rows in (WorkbookRow.objects.all(), Workbook.objects.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**({"value": 1} if rows.model is WorkbookRow else {"file_name": "x"}))


def signed_in(client: Client, observed: ObservedWorld, who: str) -> Client:
    client.force_login(observed.people.accounts[who])
    return client


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def looked(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        content(answer)  # which closes the file
    return answer.status_code


def sheet_of(raw: bytes) -> Any:
    return load_workbook(io.BytesIO(raw)).worksheets[0]


def sent(raw: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("六月.xlsx", raw)}


def test_the_screens_lead_from_the_template_to_undoing(client: Client, observed: ObservedWorld) -> None:
    signed_in(client, observed, "lin")
    template = content(client.get(f"{PAGE}template/?all=1"))
    heads = [cell.value for cell in sheet_of(template)[1]]
    assert heads[:5] == ["指标", "区划", "期间", "数值", "计量单位"]
    assert "没有选择工作簿" in client.post(PAGE).content.decode()
    refused = client.post(PAGE, sent(book(["甲", 1], head=["名称", "数"])))
    assert refused.status_code == 422
    found: Any = client.post(PAGE, sent(book(lifts("2025年6月", 12), lifts("去年", 3))))
    page = client.get(found.url)
    assert "C3" in page.content.decode()
    marked: Any = client.get(f"{found.url}marked/")
    assert "%E6%A0%87%E5%87%BA%E9%97%AE%E9%A2%98" in marked.headers["Content-Disposition"]
    assert "问题" in [cell.value for cell in sheet_of(content(marked))[1]]

    assert content(client.get(f"{found.url}file/")).startswith(b"PK")
    assert "12" in client.get(f"{found.url}points/").content.decode()
    assert client.post(found.url, {"deed": "publish"}).status_code == 422
    assert client.post(found.url, {"deed": "publish", "sound_only": "1"}).status_code == 302
    assert client.post(found.url, {"deed": "undo"}).status_code == 422
    assert client.post(found.url, {"deed": "undo", "reason": "报错"}).status_code == 302
    assert Workbook.objects.get().state == "undone"
    assert content(client.get(f"{PAGE}figures/?indicator={LIFTS}")).startswith(b"PK")
    home: Any = client.get("/indicators/workbooks/")
    assert home.url == PAGE


@pytest.mark.parametrize(
    ("who", "looks", "sends"), [("li", 200, 302), ("chen", 200, 403), ("wang", 200, 403), ("sun", 404, 404)]
)
def test_who_sees_and_who_sends(client: Client, observed: ObservedWorld, who: str, looks: int, sends: int) -> None:
    card = take(observed, book(lifts("2025年6月", 12)))
    signed_in(client, observed, who)
    for address in (PAGE, f"{PAGE}template/", f"{PAGE}figures/"):
        assert looked(client, address) == looks
    one = 404 if who in ("li", "sun") else looks
    for address in ("", "points/", "file/", "marked/"):
        assert looked(client, f"/indicators/workbooks/{card.public_id}/{address}") == one
    assert client.post(PAGE, sent(book(lifts("2025年6月", 12)))).status_code == sends
    published = client.post(f"/indicators/workbooks/{card.public_id}/", {"deed": "publish"})
    assert published.status_code == (404 if one == 404 else 403)


def test_lists_and_checks_take_the_same_queries_for_few_and_for_many(
    client: Client, observed: ObservedWorld, django_assert_max_num_queries: Any
) -> None:
    signed_in(client, observed, "lin")
    few_rows = book(*(lifts(f"2025年{number}月", number) for number in (1, 2)))
    many_rows = book(
        *(lifts(f"{year}年{number}月", number + 1) for number in range(1, 13) for year in (2022, 2023)),
        *([INVESTED, "", f"2024年{number}月", number, "累计"] for number in range(1, 13)),
    )
    with django_assert_max_num_queries(200) as few:
        first: Any = client.post(PAGE, sent(few_rows))
    with django_assert_max_num_queries(len(few)):
        second: Any = client.post(PAGE, sent(many_rows))
    with django_assert_max_num_queries(100) as shown:
        client.get(first.url)
    with django_assert_max_num_queries(len(shown)):
        assert "36" in client.get(second.url).content.decode()
    with django_assert_max_num_queries(100) as listed:
        client.get(PAGE)
    most = len(listed)
    for number in range(8):
        client.post(PAGE, sent(book(lifts("2025年6月", number))))
    with django_assert_max_num_queries(most):
        client.get(PAGE)
