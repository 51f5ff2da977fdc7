"""Screens of figures: who sees and enters what, what is told of doubts and disagreement, how many queries it takes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.models import Observation, Series
from liangxin.domains.indicators.terms import Form, Origin
from liangxin.domains.indicators.tests.world import INVESTED, LIFTS, SHARE, ObservedWorld, draft, month, observed
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR

__all__ = ["observed"]
PAGE = f"/indicators/{LIFTS}/in/{COUNTY}/"
OURS, OTHER = "清岚县商务局", "清岚县财政局"


def signed_in(client: Client, observed: ObservedWorld, who: str) -> Client:
    client.force_login(observed.people.accounts[who])
    return client


def told(observed: ObservedWorld, *drafts: indicators.ObservationDraft) -> None:
    indicators.record_observations(observed.people.system, drafts)


def recent(number: int) -> Any:
    return month(number, timezone.localdate().year - 1)


def form(observed: ObservedWorld, **changed: str) -> dict[str, str]:
    unit = str(observed.unit(OURS))
    typed = {"deed": "tell", "unit": unit, "period": "2025-05", "form": "flow", "value": "12", "source": "月报"}
    return typed | changed


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_sources_stand_side_by_side_and_a_disagreement_is_told(client: Client, observed: ObservedWorld) -> None:
    told(
        observed,
        draft(40, recent(6)),
        draft(43, recent(6), unit_id=observed.unit(OURS)),
        draft(7, recent(5)),
        draft(7, recent(5), origin=Origin.ESTIMATED),
    )
    page = signed_in(client, observed, "lin").get(PAGE)
    rows = page.context["rows"]
    assert [row.apart for row, _ in rows] == [3, None]
    assert "figures-apart" in text(page)
    assert [name for _, name in page.context["heads"]] == [
        "单位填报 · 当期数",
        f"单位填报 · {OURS} · 当期数",
        "估算 · 当期数",
    ]
    assert [line["values"] for line in page.context["chart"]["lines"]] == [[7, 40], [None, 43], [7, None]]


def test_a_cumulative_figure_is_compared_by_its_month(client: Client, observed: ObservedWorld) -> None:
    told(
        observed,
        *(draft(value, recent(number), form=Form.TO_DATE) for number, value in ((1, 5), (2, 9), (4, 8), (5, 3))),
        draft(4, recent(2)),
    )
    page = signed_in(client, observed, "lin").get(PAGE)
    assert [row.apart for row, _ in page.context["rows"]] == [None] * 4
    assert "累计数比此前的小" in text(page)


def test_an_empty_page_says_that_nothing_is_no_zero(client: Client, observed: ObservedWorld) -> None:
    page = signed_in(client, observed, "lin").get(PAGE)
    assert "还没有这个指标的数" in text(page)
    assert page.context["chart"] is None


def test_regions_below_are_listed_with_coverage(client: Client, observed: ObservedWorld) -> None:
    told(observed, draft(40, recent(6)), draft(2, recent(2)))
    page = signed_in(client, observed, "wang").get(f"/indicators/{LIFTS}/in/{CITY}/")
    assert page.context["page"].below_got == 1
    [neighbour, ours] = sorted(page.context["page"].below, key=lambda line: line.months)
    assert (ours.so_far, ours.months, ours.of_months, neighbour.so_far) == (42, 2, 6, None)
    assert "2地中1地有数" in text(page)
    assert client.get(f"/indicators/{LIFTS}/in/{CITY}/?period=2025-13").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("lin", 200), ("li", 200), ("chen", 200), ("wang", 200), ("sun", 404)])
def test_figures_are_seen_from_their_region_and_above(
    client: Client, observed: ObservedWorld, who: str, status: int
) -> None:
    told(observed, draft(40, recent(6)))
    assert signed_in(client, observed, who).get(PAGE).status_code == status
    series = Series.objects.get()
    address = f"{PAGE}{series.public_id}/{recent(6).start}/"
    assert client.get(address).status_code == status
    assert client.get(f"/api/indicators/{LIFTS}/in/{COUNTY}/series").status_code == status


def test_a_clerk_does_not_see_what_another_unit_tells(client: Client, observed: ObservedWorld) -> None:
    told(observed, draft(40, recent(6), unit_id=observed.unit(OTHER)), draft(41, recent(6)))
    assert OTHER not in text(signed_in(client, observed, "li").get(PAGE))
    hidden = Series.objects.get(unit__isnull=False)
    assert client.get(f"{PAGE}{hidden.public_id}/{recent(6).start}/").status_code == 404
    assert OTHER in text(signed_in(client, observed, "lin").get(PAGE))


def test_the_page_takes_the_same_queries_for_few_figures_and_for_many(
    client: Client, observed: ObservedWorld, django_assert_max_num_queries: Any
) -> None:
    signed_in(client, observed, "wang")
    told(observed, draft(1, recent(1)), draft(1, recent(1), region_code=NEIGHBOUR))
    with django_assert_max_num_queries(100) as few:
        client.get(f"/indicators/{LIFTS}/in/{CITY}/")
    units = [None, observed.unit(OURS), observed.unit(OTHER)]
    many = [draft(number, recent(number), unit_id=unit) for number in range(2, 13) for unit in units]
    told(observed, *many, *(draft(5, recent(number), region_code=CITY) for number in range(1, 13)))
    with django_assert_max_num_queries(len(few)):
        assert client.get(f"/indicators/{LIFTS}/in/{CITY}/").status_code == 200


def test_a_clerk_reports_a_figure_for_the_own_unit(client: Client, observed: ObservedWorld) -> None:
    signed_in(client, observed, "li")
    page = client.get(f"{PAGE}report/")
    assert [name for _, name in page.context["units"]] == [OURS]
    assert client.post(f"{PAGE}report/", form(observed)).status_code == 302
    row = Observation.objects.select_related("series__unit", "recorded_by").get()
    assert (row.value, row.series.unit and row.series.unit.name, row.source) == (Decimal(12), OURS, "月报")
    other = client.post(f"{PAGE}report/", form(observed, unit=str(observed.unit(OTHER))))
    assert other.context["refusal"].field == "unit"


@pytest.mark.parametrize("who", ["chen", "wang"])
def test_who_may_only_look_gets_no_form(client: Client, observed: ObservedWorld, who: str) -> None:
    assert "填报一个数" not in text(signed_in(client, observed, who).get(PAGE))
    assert client.post(f"{PAGE}report/", form(observed)).status_code == 403


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": "很多"}, "value"),
        ({"period": "去年"}, "period"),
        ({"period": "2025年1-5月"}, "period"),
        ({"got": "3", "expected": "2"}, "got"),
        ({"form": "x"}, "form"),
    ],
)
def test_a_slip_is_told_beside_its_field(
    client: Client, observed: ObservedWorld, changed: dict[str, str], field: str
) -> None:
    page = signed_in(client, observed, "li").post(f"{PAGE}report/", form(observed, **changed))
    assert page.context["refusal"].field == field
    assert not Observation.objects.exists()


def test_what_looks_wrong_is_asked_back_and_taken_with_an_assurance(client: Client, observed: ObservedWorld) -> None:
    unit = observed.unit(OURS)
    told(observed, draft(12, month(3), unit_id=unit), draft(14, month(4), unit_id=unit))
    signed_in(client, observed, "li")
    page = client.post(f"{PAGE}report/", form(observed, value="120000"))
    assert page.context["refusal"].field == "assurance"
    assert "可能单位填错" in text(page)
    assert client.post(f"{PAGE}report/", form(observed, value="120000", assurance="集中更换")).status_code == 302
    assert Observation.objects.get(starts_on=date(2025, 5, 1)).reason == "核实：集中更换"


def test_a_revision_asks_for_its_reason_and_the_story_shows_old_and_new(
    client: Client, observed: ObservedWorld
) -> None:
    signed_in(client, observed, "li")
    client.post(f"{PAGE}report/", form(observed))
    page = client.post(f"{PAGE}report/", form(observed, value="13"))
    assert page.context["refusal"].field == "reason"
    client.post(f"{PAGE}report/", form(observed, value="13", reason="漏报一部"))
    story = client.get(f"{PAGE}{Series.objects.get().public_id}/2025-05-01/")
    [new, old] = story.context["page"].revisions
    assert (new.value, new.before, new.reason, new.recorded_by, old.value) == (13, 12, "漏报一部", "李青禾", 12)


def test_the_office_enters_base_values_and_breaks(client: Client, observed: ObservedWorld) -> None:
    page = f"/indicators/{INVESTED}/in/{COUNTY}/"
    typed = {"deed": "set_base", "year": "2023", "base_value": "12.5", "source": "统计年鉴"}
    signed_in(client, observed, "lin")
    assert client.post(page, typed | {"year": "去年"}).context["refusal"].field == "year"
    assert client.post(page, typed).status_code == 302
    assert client.post(page, {"deed": "declare", "on": "2024-01-01", "note": "改为全口径"}).status_code == 302
    shown = text(client.get(page))
    assert "统计年鉴" in shown
    assert "改为全口径" in shown
    assert client.post(page, {"deed": "take_back", "on": "2024-01-01", "reason": "登记错了"}).status_code == 302
    assert "登记口径调整" not in text(signed_in(client, observed, "li").get(page)).split("办理记录")[0]
    assert client.post(page, typed).status_code == 403


def test_a_computed_figure_leads_to_its_records(client: Client, observed: ObservedWorld) -> None:
    observed.records.put(observed.region(COUNTY), month(6), 3)
    observed.refresh()
    signed_in(client, observed, "lin")
    series = Series.objects.get(region=observed.region(COUNTY))
    story = text(client.get(f"{PAGE}{series.public_id}/2025-06-01/"))
    assert f"/records/demo.lifts/{COUNTY}/2025-06-01/" in story
    assert "台账里当月投用的电梯数" in story


def test_measures_are_listed_with_the_indicator_they_feed(client: Client, observed: ObservedWorld) -> None:
    shown = text(signed_in(client, observed, "li").get("/indicators/measures/"))
    assert "已投用电梯" in shown
    assert "更新电梯数量" in shown
    assert "已投用电梯" in text(client.get(f"/indicators/{LIFTS}/"))
    assert client.get(f"/indicators/{LIFTS}/?region={COUNTY}").status_code == 302


def test_the_office_asks_for_a_computation(client: Client, observed: ObservedWorld) -> None:
    assert signed_in(client, observed, "lin").post(PAGE, {"deed": "recompute"}).status_code == 302
    assert signed_in(client, observed, "li").post(PAGE, {"deed": "recompute"}).status_code == 403


def test_rest_tells_series_with_coverage_and_revisions(client: Client, observed: ObservedWorld) -> None:
    told(observed, draft(50, month(6), indicator_code=SHARE, numerator=Decimal(5), denominator=Decimal(10)))
    signed_in(client, observed, "wang")
    [series] = client.get(f"/api/indicators/{SHARE}/in/{COUNTY}/series").json()
    [point] = series["points"]
    assert (point["start"], point["got"], point["expected"]) == ("2025-06-01", 1, 1)
    assert float(point["value"]) == 50.0
    address = f"/api/indicators/{SHARE}/in/{COUNTY}/series/{series['public_id']}/2025-06-01"
    assert [row["revision"] for row in client.get(address).json()] == [1]
    [rolled] = client.get(f"/api/indicators/{SHARE}/in/{CITY}/series").json()
    assert (rolled["public_id"], rolled["points"][0]["got"], rolled["points"][0]["expected"]) == (None, 1, 2)
    assert client.get("/api/indicators/measures/").json()["items"][0]["indicator_code"] == LIFTS
