"""The queue's digests, the pace, who may join and why not: no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from liangxin.domains.claims.errors import DriveFieldWrong, DriveOwnHand, DriveStepImpossible, IdentityNotVerified
from liangxin.domains.claims.rules.drives import (
    DriveDraft,
    Joining,
    decide_by_rules,
    require_other_hand,
    require_sound,
    require_step,
    standing_at,
    why_not,
)
from liangxin.domains.claims.rules.identity import LocalVerifier
from liangxin.domains.claims.rules.queue import (
    GENESIS,
    TicketText,
    allowed_by,
    check_queue,
    room_now,
    waiting_at,
)
from liangxin.domains.claims.terms import DriveStanding, DriveState, WhyNot
from liangxin.engines.rulebook import find_rulebook
from liangxin.kernel.decision import Answer, Decision

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DRIVE = UUID("6d1a7a0e-0000-4000-8000-000000000001")
Queue = list[tuple[TicketText, str]]


def queue(seconds: list[int]) -> Queue:
    """A queue as it is kept, with one ticket for each pause before it."""
    rows: Queue = []
    previous, moment = GENESIS, AT
    for place, pause in enumerate(seconds, start=1):
        moment += timedelta(seconds=pause)
        said = TicketText(DRIVE, place, uuid4(), moment)
        previous = said.digest(previous)
        rows.append((said, previous))
    return rows


def head_of(rows: Queue) -> str:
    return rows[-1][1] if rows else GENESIS


pauses = some.lists(some.sampled_from([0, 1, 90]), min_size=2, max_size=6)


@given(pauses)
def test_a_queue_as_it_was_kept_is_whole(seconds: list[int]) -> None:
    rows = queue(seconds)
    checked = check_queue(rows, head_of(rows))
    assert checked.is_whole
    assert (checked.tickets, checked.head) == (len(rows), head_of(rows))


@given(pauses, some.data())
def test_whatever_is_swapped_left_out_put_in_or_cut_off_shows(seconds: list[int], data: some.DataObject) -> None:
    rows = queue(seconds)
    head = head_of(rows)
    at = data.draw(some.integers(0, len(rows) - 2))
    swapped = [
        *rows[:at],
        (replace(rows[at + 1][0], place=at + 1), rows[at][1]),
        (replace(rows[at][0], place=at + 2), rows[at + 1][1]),
        *rows[at + 2 :],
    ]
    pushed_in = [*rows[:at], (TicketText(DRIVE, at + 1, uuid4(), rows[at][0].arrived_at), rows[at][1]), *rows[at:]]
    for changed in (swapped, rows[:at] + rows[at + 1 :], pushed_in, rows[:-1]):
        assert not check_queue(changed, head).is_whole


def test_the_digest_is_that_of_the_five_lines_that_the_page_shows() -> None:
    said = TicketText(DRIVE, 1, UUID(int=7), AT)
    assert said.text(GENESIS).split("\n") == [GENESIS, str(DRIVE), "1", str(UUID(int=7)), "2026-03-02T01:00:00.000000Z"]
    # sha256sum of those lines, without a line end after the last
    assert said.digest(GENESIS) == "1059dd54acc9e849cb8a3c029bc8a8f0db3c968dbf0505e578b7822983e3bb13"


@given(some.integers(1, 500), some.integers(0, 500), some.integers(0, 500), some.none() | some.integers(1, 50))
def test_never_more_is_released_than_is_left_nor_than_the_pace_lets_out(
    count: int, issued: int, returned: int, pace: int | None
) -> None:
    returned = min(returned, issued)
    allowed = allowed_by(pace, AT, AT + timedelta(minutes=3))
    room = room_now(count, issued, returned, allowed)
    assert room >= 0
    assert room == 0 or issued - returned + room <= count
    assert room == 0 or allowed is None or issued + room <= allowed


def test_the_expected_moment_follows_the_pace_and_is_unknown_where_too_many_are_before() -> None:
    def told(before: int, left: int = 100) -> datetime | None:
        return waiting_at(9, before, left=left, issued=10, per_minute=5, opens_at=AT, at=AT).expected_at

    assert told(0) == AT + timedelta(minutes=2)
    assert told(7) == AT + timedelta(minutes=3)
    assert told(100) is None


GOOD = DriveDraft("券", "e_bikes", "e_bike", 10, 50_000, AT, AT + timedelta(days=1), None, 15)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": " "}),
        ("count", {"count": 0}),
        ("each", {"each_fen": 0}),
        ("closes_at", {"closes_at": AT}),
        ("closes_at", {"opens_at": AT - timedelta(days=9), "closes_at": AT - timedelta(days=1)}),
        ("per_minute", {"per_minute": 0}),
        ("valid_days", {"valid_days": 0}),
    ],
)
def test_a_draft_that_cannot_be_is_refused_beside_its_field(field: str, changes: dict[str, object]) -> None:
    require_sound(GOOD, at=AT)
    with pytest.raises(DriveFieldWrong) as refused:
        require_sound(replace(GOOD, **changes), at=AT)  # type: ignore[arg-type]  # names of its fields
    assert refused.value.field == field


def test_nobody_approves_what_they_proposed_and_nothing_is_decided_twice() -> None:
    require_other_hand(1, 2)
    for proposed, decides in ((1, 1), (None, None)):
        with pytest.raises(DriveOwnHand):
            require_other_hand(proposed, decides)
    with pytest.raises(DriveStepImpossible):
        require_step(DriveState.APPROVED, "批准")


def test_how_a_drive_stands_follows_its_days_and_what_is_left() -> None:
    def stands(at: datetime, left: int = 1, state: DriveState = DriveState.APPROVED) -> DriveStanding:
        return standing_at(state, AT, AT + timedelta(hours=1), left=left, at=at)

    assert stands(AT - timedelta(seconds=1)) is DriveStanding.AHEAD
    assert stands(AT) is DriveStanding.OPEN
    assert stands(AT, left=0) is DriveStanding.NONE_LEFT
    assert stands(AT + timedelta(hours=1)) is DriveStanding.OVER
    assert stands(AT, state=DriveState.ENDED) is DriveStanding.OVER
    assert stands(AT, state=DriveState.PROPOSED) is DriveStanding.PROPOSED


FREE = Joining(DriveStanding.OPEN, False, False, False, False, Decision(Answer.UNKNOWN))


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        (None, {}),
        (None, {"standing": DriveStanding.NONE_LEFT}),
        (WhyNot.HOLDS_ONE, {"holds_one": True, "had_one": True}),
        (WhyNot.HAD_ONE, {"had_one": True, "has_ticket": True}),
        (WhyNot.LEFT, {"left_queue": True, "has_ticket": True}),
        (WhyNot.WAITING, {"has_ticket": True}),
        (WhyNot.AHEAD, {"standing": DriveStanding.AHEAD}),
        (WhyNot.OVER, {"standing": DriveStanding.OVER}),
        (WhyNot.NO_SCHEME, {"by_rules": None}),
        (WhyNot.NOT_BY_RULES, {"by_rules": Decision.fails("one", "每人一辆")}),
    ],
)
def test_why_not_says_the_persons_own_reason_first(why: WhyNot | None, changes: dict[str, object]) -> None:
    assert why_not(replace(FREE, **changes)) is why  # type: ignore[arg-type]  # names of its fields


@pytest.mark.parametrize(
    ("used", "on", "answer", "words"),
    [
        (0, date(2026, 5, 1), Answer.UNKNOWN, ""),
        (1, date(2026, 5, 1), Answer.FAILS, "每人每类1件（空调也是1件）"),
        (0, date(2025, 12, 31), Answer.FAILS, ""),
    ],
)
def test_the_rulebook_says_before_the_purchase_what_is_sure(used: int, on: date, answer: Answer, words: str) -> None:
    decision = decide_by_rules(find_rulebook("appliances@2026"), "fridge", {"per_category": used}, on=on)
    assert decision.answer is answer
    assert not words or decision.reasons[0].sentence == words


def test_the_trial_takes_what_is_typed_and_nothing_less() -> None:
    trial = LocalVerifier("/here/")
    assert trial.is_trial
    assert trial.finish({"name": " 张 三", "identity": "99012319800101001x"}).id_number.endswith("X")
    with pytest.raises(IdentityNotVerified) as refused:
        trial.finish({"name": "张三"})
    assert refused.value.field == "identity"
