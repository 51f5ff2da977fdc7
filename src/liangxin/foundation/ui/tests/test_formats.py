"""Figures, days and absent values in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from liangxin.foundation.ui import formats
from liangxin.foundation.ui.cells import figure_html, state_html
from liangxin.foundation.ui.templatetags.ui import by_pinyin
from liangxin.kernel.money import Money
from liangxin.kernel.period import Period


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "unit", "short", "exact"),
    [
        (0, "台", "0 台", "0 台"),
        (9999, "辆", "9 999 辆", "9 999 辆"),
        (25000, "辆", "2.5 万辆", "25 000 辆"),
        (-12345, "吨", "-1.23 万吨", "-12 345 吨"),
        (99_999_999, "吨", "1 亿吨", "99 999 999 吨"),
        (Decimal("0.5"), "吨", "0.5 吨", "0.5 吨"),
        (Decimal("1500.00"), "台", "1 500 台", "1 500 台"),
        (Decimal("87.3"), "%", "87.3%", "87.3%"),
        (2 * 10**12, "元", "2 万亿元", "2 000 000 000 000 元"),
        (Money.from_wan(372000), "", "37.2 亿元", "3 720 000 000 元"),
        (Money(123450), "", "1 234.5 元", "1 234.5 元"),
    ],
)
def test_a_figure_is_said_as_people_say_it(value: int | Decimal | Money, unit: str, short: str, exact: str) -> None:
    said = formats.spoken(value, unit)
    assert (plain(said.short), plain(said.exact)) == (short, exact)


def test_english_counts_in_millions() -> None:
    with translation.override("en"):
        assert plain(formats.spoken(25_000_000, "t").short) == "25 million t"
        assert formats.day(date(2025, 6, 30)) == "June 30, 2025"


def test_the_exact_figure_is_on_hover() -> None:
    assert plain(figure_html(25000, "辆")) == '<span class="figure" title="25 000 辆">2.5 万辆</span>'


def test_days_and_moments_are_those_of_the_office() -> None:
    late = datetime(2025, 6, 30, 17, 5, tzinfo=UTC)
    assert formats.day(date(2025, 6, 30)) == "2025年6月30日"
    assert formats.day(late) == "2025年7月1日"
    assert formats.moment(late) == "2025年7月1日 01:05"


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "0秒"), (59.6, "1分0秒"), (80, "1分20秒"), (7260, "2小时1分")])
def test_durations_are_said_in_two_units_at_most(seconds: float, said: str) -> None:
    assert formats.duration(seconds) == said


def test_names_stand_where_people_look_them_up() -> None:
    units = [{"name": name} for name in ("重庆路街道", "安丘市", "住建局", "发改委")]
    assert [unit["name"] for unit in by_pinyin(units, "name")] == ["安丘市", "重庆路街道", "发改委", "住建局"]


def test_a_tone_that_no_colour_stands_for_is_a_fault() -> None:
    with pytest.raises(ValueError, match="tone 'pink'"):
        state_html("在建", "pink")


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        (Period.month(2026, 10), "2026年10月", "October 2026"),
        (Period(date(2025, 4, 1), date(2025, 7, 1)), "2025年二季度", "Q2 2025"),
        (Period(date(2025, 7, 1), date(2026, 1, 1)), "2025年下半年", "H2 2025"),
        (Period(date(2025, 1, 1), date(2026, 1, 1)), "2025年", "2025"),
        (Period(date(2024, 1, 1), date(2028, 1, 1)), "2024年至2027年", "2024–2027"),
        (Period(date(2025, 2, 1), date(2025, 5, 1)), "2025年2月至4月", "February 2025 – April 2025"),
        (Period(date(2025, 6, 2), date(2025, 6, 9)), "2025年6月2日至6月8日", "June 2, 2025 – June 8, 2025"),
    ],
)
def test_a_period_speaks_the_language_of_the_screen(period: Period, chinese: str, english: str) -> None:
    assert formats.period(period) == chinese
    with translation.override("en"):
        assert formats.period(period) == english


def test_a_name_of_data_is_english_where_there_is_one_and_the_screen_speaks_it() -> None:
    assert formats.in_language("电梯", "Lifts") == "电梯"
    with translation.override("en"):
        assert formats.in_language("电梯", "Lifts") == "Lifts"
        assert formats.in_language("电梯", "") == "电梯"
