"""Which reminders are due before, on and after the day, around weekends and holidays; once; and in what words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.progress.rules.reminding import (
    Due,
    Owed,
    Setting,
    Told,
    Whole,
    decide_reminders,
    escalation_of,
    is_told_to_group,
    may_count_on,
    settings_with,
    summary_of,
    text_of,
    title_of,
)
from liangxin.domains.progress.terms import Reminder
from liangxin.kernel.working_days import is_working_day

TUESDAY = date(2025, 6, 17)  # the due day; nothing is off around it but the weekends
USUAL = settings_with()
WHOLE = Whole("progress.round", UUID(int=1), "6月调度", "/progress/rounds/1/", 12, 7)


def owed(due_on: date = TUESDAY, debtor: str = "县商务局", asked_since: date | None = None) -> Owed:
    return Owed(
        "progress.return", UUID(int=2), "6月调度", "/r/", due_on, 7, debtor, "990000/", WHOLE, "fill", "hear",
        asked_since=asked_since,
    )  # fmt: skip


def due(
    on: date, thing: Owed | None = None, told: Told | None = None, changed: dict[Reminder, Setting] | None = None
) -> list[tuple[str, int]]:
    found = decide_reminders(thing or owed(), told or Told(), USUAL | (changed or {}), on)
    return [(one.kind.value, one.days) for one in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (11, []),  # Wednesday, four working days before
        (12, []),
        (13, [("before_due", 2)]),  # Friday: Monday and Tuesday are left
        (14, []),  # Saturday
        (16, [("before_due", 1)]),
        (17, [("due", 0)]),
        (18, [("late", 1)]),
        (19, [("late", 2)]),
        (20, [("late", 3), ("escalated", 3)]),
        (21, []),
        (23, [("late", 4), ("escalated", 4)]),
    ],
)
def test_what_is_due_on_each_day_around_the_term(day: int, expected: list[tuple[str, int]]) -> None:
    assert due(date(2025, 6, day)) == expected


def test_a_due_day_that_is_off_is_told_on_the_last_working_day_before() -> None:
    saturday = owed(date(2025, 6, 14))
    friday, monday = date(2025, 6, 13), date(2025, 6, 16)
    assert due(friday, saturday) == [("due", 0)]
    assert title_of(saturday, Due(Reminder.DUE, 0), friday) == "6月调度：2025年6月14日到期，今天是最后一个工作日"
    assert due(monday, saturday) == [("late", 1)]


def test_make_up_days_and_holidays_count_as_offices_work() -> None:
    """The Sunday 28 September 2025 was worked, 1 to 8 October was off."""
    thing = owed(date(2025, 9, 30))
    assert due(date(2025, 9, 28), thing) == [("before_due", 2)]
    assert due(date(2025, 10, 3), thing) == []
    assert due(date(2025, 10, 9), thing) == [("late", 1)]


def test_nearness_is_told_once_for_a_due_day_also_where_the_day_was_missed() -> None:
    monday = date(2025, 6, 16)
    assert due(monday) == [("before_due", 1)]
    assert due(monday, told=Told(date(2025, 6, 13), frozenset({TUESDAY}))) == []
    put_off = owed(date(2025, 6, 18))
    assert due(monday, put_off, Told(date(2025, 6, 13), frozenset({TUESDAY}))) == [("before_due", 2)]


def test_who_was_reminded_today_is_left_alone_but_the_leader_hears() -> None:
    assert due(TUESDAY, told=Told(TUESDAY)) == []
    assert due(date(2025, 6, 20), told=Told(date(2025, 6, 20))) == [("escalated", 3)]


OFF = Setting(is_on=False, days=2)


@pytest.mark.parametrize(("day", "name"), [(13, "before_due"), (17, "due"), (18, "late"), (20, "escalated")])
def test_a_rule_that_is_off_reminds_nobody(day: int, name: str) -> None:
    assert name not in dict(due(date(2025, 6, day), changed={Reminder.of(name): OFF}))


def test_the_numbers_are_the_regions() -> None:
    assert due(date(2025, 6, 10), changed={Reminder.BEFORE_DUE: Setting(is_on=True, days=5)}) == [("before_due", 5)]
    assert due(date(2025, 6, 18), changed={Reminder.ESCALATED: Setting(is_on=True, days=1)}) == [
        ("late", 1),
        ("escalated", 1),
    ]


def test_a_question_is_called_to_mind_every_second_working_day_until_the_term_speaks_louder() -> None:
    asked = owed(date(2025, 6, 30), asked_since=date(2025, 6, 13))
    found = {day: due(date(2025, 6, day), asked) for day in range(13, 21)}
    assert {day: each for day, each in found.items() if each} == {17: [("question", 2)], 19: [("question", 4)]}
    assert due(TUESDAY, owed(asked_since=date(2025, 6, 13))) == [("due", 0)]
    assert due(TUESDAY, owed(asked_since=date(2025, 6, 13)), changed={Reminder.DUE: OFF}) == [("question", 2)]


def test_where_holidays_are_unknown_nothing_is_sent() -> None:
    assert not may_count_on(date(2039, 6, 17))
    assert due(date(2039, 6, 17), owed(date(2039, 6, 17))) == []
    assert due(date(2025, 6, 17), owed(date(2039, 6, 17))) == []


@given(st.dates(date(2025, 1, 2), date(2025, 12, 20)), st.integers(-30, 10))
def test_on_any_day_a_unit_is_reminded_at_most_once_and_never_on_a_day_off(term: date, shift: int) -> None:
    on = term + timedelta(days=shift)
    if on.year != 2025:
        return
    found = decide_reminders(owed(term), Told(), USUAL, on)
    to_unit = [one for one in found if one.kind is not Reminder.ESCALATED]
    assert len(to_unit) <= 1
    if not is_working_day(on):
        assert found == ()
    elif on >= term:
        assert len(to_unit) == 1


def test_the_words_say_how_long() -> None:
    for kind, days, words in (
        (Reminder.BEFORE_DUE, 2, "6月调度：还有2个工作日到期"),
        (Reminder.DUE, 0, "6月调度：今天到期"),
        (Reminder.LATE, 3, "6月调度：已逾期3个工作日"),
        (Reminder.QUESTION, 2, "6月调度：提问已等2个工作日，请答复"),
    ):
        assert title_of(owed(), Due(kind, days), TUESDAY) == words
    assert text_of(owed()) == "县商务局应于2025年6月17日前报送，现在还没有报送。"


def test_leaders_and_groups_read_names_and_counts() -> None:
    two = [(owed(debtor="县商务局"), 3), (owed(debtor="县财政局"), 5)]
    assert escalation_of(WHOLE, two) == ("6月调度：2个单位久拖未报", "县财政局：逾期5个工作日\n县商务局：逾期3个工作日")
    owing = [owed(debtor="县商务局"), owed(date(2025, 6, 25), debtor="县财政局")]
    title, text = summary_of(WHOLE, owing, date(2025, 6, 19))
    assert title == "6月调度：2个单位未报送"
    assert text.splitlines() == [
        "期限：2025年6月17日",
        "应报送12个单位，已报送7个，未报送2个",
        "逾期：县商务局（2个工作日）",
        "未报送：县财政局",
    ]


def test_groups_hear_when_something_presses_and_the_rule_is_on() -> None:
    assert is_told_to_group(USUAL, [Due(Reminder.LATE, 1)])
    assert not is_told_to_group(USUAL, [Due(Reminder.QUESTION, 2)])
    assert not is_told_to_group(USUAL | {Reminder.GROUP: OFF}, [Due(Reminder.LATE, 1)])


def test_many_names_are_cut_into_lines() -> None:
    owing = [replace(owed(), debtor=f"第{number}局") for number in range(95)]
    _, text = summary_of(WHOLE, owing, TUESDAY)
    assert [line.count("、") + 1 for line in text.splitlines()[2:]] == [40, 40, 15]
