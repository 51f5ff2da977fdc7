"""Two at once at minutes and matters: confirmed once, decided once, nothing typed slips past the lock."""

from __future__ import annotations

import pytest

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import Meeting, MinuteField, Order
from liangxin.domains.progress.terms import MeetingState
from liangxin.domains.progress.tests.supervision_world import MONDAY, build_supervision, measured
from liangxin.domains.progress.tests.test_meetings import agreed, minuted, plan, raise_matter
from liangxin.domains.regions.tests.at_once import all_at_once

__all__ = ["measured"]
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("measured")]


def test_minutes_are_confirmed_once_and_their_orders_issued_once() -> None:
    chase = build_supervision()
    meeting = minuted(chase)
    done = all_at_once(
        lambda: progress.confirm_minutes(chase.actor("mei"), meeting, MONDAY),
        lambda: progress.confirm_minutes(chase.actor("shen"), meeting, MONDAY),
    )
    assert done == ["", "progress.meeting_state_unfit"]
    assert Order.objects.count() == 1


def test_what_is_typed_while_minutes_are_handed_in_is_kept_or_refused() -> None:
    chase = build_supervision()
    meeting = minuted(chase)
    progress.send_back_minutes(chase.actor("mei"), meeting, "写明")
    row = MinuteField.objects.exclude(value="").get()
    done = all_at_once(
        lambda: progress.hand_in_minutes(chase.actor("lin"), meeting, MONDAY),
        lambda: progress.save_minute(chase.actor("mei"), row.public_id, "补一句", row.version),
    )
    row.refresh_from_db()
    assert Meeting.objects.get().state == MeetingState.WRITTEN
    assert (done, row.value) in ((["", ""], "补一句"), (["", "progress.meeting_state_unfit"], "三月补办两场。"))


def test_a_number_is_taken_once_and_a_matter_decided_once() -> None:
    chase = build_supervision()
    assert all_at_once(lambda: plan(chase), lambda: plan(chase)) == ["", "progress.meeting_number_taken"]
    matter = raise_matter(chase)
    done = all_at_once(
        lambda: progress.decide_matter(chase.actor("shen"), matter, agreed(chase, "同意。"), MONDAY),
        lambda: progress.withdraw_matter(chase.actor("li"), matter, "不请了"),
    )
    assert done == ["", "progress.matter_state_unfit"]
