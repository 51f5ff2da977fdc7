"""Pace, roll-up of statuses, and small rules of promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.domains.indicators.terms import Direction
from liangxin.domains.progress.rules.actuals import path_of
from liangxin.domains.progress.rules.pace import pace_of
from liangxin.domains.progress.rules.paths import Path
from liangxin.domains.progress.rules.promise import dated
from liangxin.domains.progress.rules.roll_up import (
    Standing,
    balanced,
    by_action,
    by_region,
    by_unit,
    roll_up,
    roll_up_by,
)
from liangxin.domains.progress.terms import Reckoning, SeriesForm, Status
from liangxin.domains.progress.tests.given import DEADLINE, end, promise, series, stock_path
from liangxin.engines.reader.findings import Comparator, TargetKind


def test_the_pace_of_the_page_on_progress() -> None:
    path = path_of(promise(value="480"), series([8] * 12), Reckoning.SINCE_START)
    pace = pace_of(promise(value="480"), path, date(2025, 1, 20))
    assert pace is not None
    assert pace.needed is not None
    assert pace.ratio is not None
    assert (pace.days_left, pace.present) == (1075, Decimal(8))
    assert (round(pace.needed, 2), round(pace.ratio, 2)) == (Decimal("10.87"), Decimal("1.36"))


def test_a_pace_the_wrong_way_has_no_ratio_and_what_is_reached_needs_nothing() -> None:
    falling = stock_path([(at, str(20 - at)) for at in range(12)])
    asked = promise(TargetKind.LEVEL, "30")
    wrong = pace_of(asked, falling, end(11))
    assert wrong is not None
    assert wrong.ratio is None
    assert wrong.needed is not None
    assert wrong.needed > 0
    reached = pace_of(replace(asked, value=Decimal(5)), falling, end(11))
    assert reached is not None
    assert reached.needed == 0
    over = pace_of(asked, falling, date(2028, 1, 1))
    assert over is not None
    assert (over.needed, over.days_left) == (None, -1)


def test_without_figure_deadline_or_actual_there_is_no_pace() -> None:
    path = stock_path([(0, "1")])
    assert pace_of(promise(TargetKind.LEVEL, None), path, end(1)) is None
    assert pace_of(promise(deadline=None), path, end(1)) is None
    assert pace_of(promise(), Path(Reckoning.STOCK), end(1)) is None
    single = pace_of(promise(), path, end(1))
    assert single is not None
    assert single.present is None


@settings(deadline=None)  # the first draw imports scipy
@given(st.lists(st.integers(0, 99), min_size=3, max_size=30), st.sampled_from([-1, 10, 10000]))
def test_pace_moves_with_its_figures(values: list[int], factor: int) -> None:
    less = Comparator.AT_MOST if factor < 0 else Comparator.AT_LEAST
    on = end(len(values) - 1)

    def pace(times: int, comparator: Comparator) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        asked = promise(TargetKind.LEVEL, str(200 * times), comparator=comparator)
        found = pace_of(asked, stock_path([(at, each * times) for at, each in enumerate(values)]), on)
        assert found is not None
        return found.needed, found.present, found.ratio

    needed, present, ratio = pace(1, Comparator.AT_LEAST)
    again, moved, same = pace(factor, less)
    for one, other in ((needed, again), (present, moved)):
        assert one is not None
        assert other is not None
        assert abs(one * factor - other) < Decimal("1e-6")
    assert (ratio is None) == (same is None)
    assert ratio is None or same is None or abs(ratio - same) < Decimal("1e-6")


GREEN, YELLOW, RED, GREY = Status.ON_TRACK, Status.AT_RISK, Status.BEHIND, Status.NOT_KNOWN


def test_the_roll_up_of_the_page_on_progress() -> None:
    standings = [Standing(GREEN, "甲")] * 6 + [Standing(RED, "甲")] * 2 + [Standing(GREY, "甲")] * 4
    standings += [Standing(RED, "乙"), Standing(GREY, "乙"), Standing(GREY, "丙")]
    rolled = roll_up(standings)
    assert (rolled.share, rolled.known, rolled.all) == (Fraction(6, 9), 9, 15)
    groups = balanced(standings, by_action)
    assert (groups.share, groups.groups_known, groups.groups) == (Fraction(3, 8), 2, 3)


def test_a_share_of_nothing_known_is_no_share() -> None:
    rolled = roll_up([Standing(GREY)] * 3)
    assert rolled.share is None
    assert rolled.coverage == 0
    assert (rolled.known, rolled.all) == (0, 3)
    assert roll_up([]).coverage is None
    assert balanced([], by_region).share is None


def test_a_target_of_two_units_counts_with_each_and_once_in_all() -> None:
    shared = [Standing(GREEN, units=("甲局", "乙局")), Standing(RED, units=("乙局",))]
    groups = roll_up_by(shared, by_unit)
    assert {unit: rolled.share for unit, rolled in groups.items()} == {"甲局": 1, "乙局": Fraction(1, 2)}
    assert [rolled.all for rolled in groups.values()] == [1, 2]
    assert roll_up(shared).all == 2


def test_weights_weigh() -> None:
    weighed = roll_up([Standing(GREEN, weight=Decimal(3)), Standing(RED), Standing(GREY, weight=Decimal(4))])
    assert (weighed.share, weighed.coverage) == (Fraction(3, 4), Fraction(1, 2))
    with pytest.raises(ValueError, match="more than nothing"):
        roll_up([Standing(GREEN, weight=Decimal(0))])


@given(st.lists(st.sampled_from([GREEN, YELLOW, RED, GREY]), max_size=30))
def test_what_is_not_known_never_lifts_a_share(statuses: list[Status]) -> None:
    standings = [Standing(status) for status in statuses]
    before, after = roll_up(standings), roll_up([*standings, Standing(GREY)])
    assert before.share == after.share
    assert after.all == after.known + after.not_known == before.all + 1
    assert (before.coverage or 0) >= (after.coverage or 0)


def test_which_way_is_good() -> None:
    down = promise(TargetKind.LEVEL, direction=Direction.DOWN)
    assert (promise(TargetKind.LEVEL).sense, down.sense) == (1, -1)
    assert replace(down, comparator=Comparator.AT_LEAST).sense == 1
    assert promise(TargetKind.LEVEL, comparator=Comparator.AT_MOST).sense == -1
    assert promise(TargetKind.GROWTH, direction=Direction.DOWN).sense == 1
    assert promise(TargetKind.LEVEL, direction=Direction.REACH).sense == 1


def test_each_year_is_due_at_its_end() -> None:
    yearly = promise(TargetKind.ANNUAL, deadline=None)
    assert dated(yearly, date(2026, 5, 1)).deadline == date(2026, 12, 31)
    assert dated(promise(TargetKind.LEVEL, deadline=None), date(2026, 5, 1)).deadline is None
    assert dated(promise(), date(2026, 5, 1)).deadline == DEADLINE


def test_a_pace_looks_only_behind_a_change_of_method() -> None:
    path = path_of(promise(TargetKind.LEVEL), series([0, 50, 100, 10, 11, 12, 13], SeriesForm.STOCK), Reckoning.STOCK)
    pace = pace_of(promise(TargetKind.LEVEL), replace(path, breaks=(date(2024, 4, 1),)), end(6))
    assert pace is not None
    assert pace.present == 1
