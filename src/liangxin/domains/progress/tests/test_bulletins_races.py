"""Two bulletins issued at once take two numbers that follow each other; one bulletin is issued once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import Bulletin
from liangxin.domains.progress.terms import BulletinState
from liangxin.domains.progress.tests.bulletins_world import BASE, build_bulletins, draft_of, measured
from liangxin.domains.progress.tests.world import ON
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.kernel.period import Period

__all__ = ["measured"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("measured")]


def test_numbers_follow_each_other_without_gaps(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    made = build_bulletins()
    lin, wang = made.actor("lin"), made.actor("wang")
    months = [Period.month(2025, month) for month in range(1, 6)]
    ids = [made.id, *(progress.write_bulletin(lin, COUNTY, draft_of(period=month), ON) for month in months)]
    for one in ids:
        progress.submit_bulletin(lin, one)

    def issue(one: object) -> Any:
        return lambda: progress.issue_bulletin(wang, str(one), BASE, ON)

    assert all_at_once(*(issue(one) for one in ids)) == [""] * len(ids)
    numbers = Bulletin.objects.filter(state=BulletinState.ISSUED.value).values_list("number", flat=True)
    assert sorted(number for number in numbers if number) == list(range(1, len(ids) + 1))


def test_one_bulletin_is_issued_once(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    made = build_bulletins()
    made.submit()
    wang = made.actor("wang")

    def issue() -> object:
        return progress.issue_bulletin(wang, made.id, BASE, ON)

    assert all_at_once(issue, issue) == ["", "progress.bulletin_state_unfit"]
    assert made.row.number == 1
