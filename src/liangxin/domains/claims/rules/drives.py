"""What a drive must have, how it stands at a moment, whether a person may join it and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from liangxin.domains.claims.errors import DriveFieldWrong, DriveOwnHand, DriveStepImpossible
from liangxin.domains.claims.terms import DriveStanding, DriveState, WhyNot
from liangxin.domains.claims.terms.drives import MOST_A_MINUTE, MOST_DAYS, MOST_VOUCHERS, NAME_LIMIT
from liangxin.engines.rulebook import Compiled
from liangxin.kernel.decision import Answer, Decision

PERSON, CATEGORY = "申请人", "品类"  # as the rulebooks' limits say whom and what they count by


@dataclass(frozen=True, slots=True)
class DriveDraft:
    """A drive as it is proposed; without `per_minute` all may go out at once, and nobody waits while some are left."""

    name: str
    family: str
    category: str
    count: int
    each_fen: int
    opens_at: datetime
    closes_at: datetime
    per_minute: int | None
    valid_days: int


def require_sound(draft: DriveDraft, *, at: datetime) -> None:
    """Raise DriveFieldWrong for the first figure that cannot be."""
    faults = (
        (not draft.name.strip() or len(draft.name) > NAME_LIMIT, "name", "名称", "要填写，不超过60个字。"),
        (not 0 < draft.count <= MOST_VOUCHERS, "count", "张数", "应在1至100万之间。"),
        (draft.each_fen <= 0, "each", "每张最高金额", "要大于零。"),
        (draft.closes_at <= draft.opens_at, "closes_at", "结束时间", "要晚于开始时间。"),
        (draft.closes_at <= at, "closes_at", "结束时间", "已经过去。"),
        (not 0 < draft.valid_days <= MOST_DAYS, "valid_days", "有效天数", "应在1至366之间。"),
        (
            draft.per_minute is not None and not 0 < draft.per_minute <= MOST_A_MINUTE,
            "per_minute",
            "每分钟发放",
            "应在1至10万之间；不限速的留空。",
        ),
    )
    for is_wrong, field, label, words in faults:
        if is_wrong:
            raise DriveFieldWrong(field=field, label=label, words=words)


_STEPS: Final = {"批准": DriveState.PROPOSED, "退回": DriveState.PROPOSED, "提前结束": DriveState.APPROVED}


def require_step(state: DriveState, verb: str) -> None:
    """Raise DriveStepImpossible unless a drive in this state can be approved, refused or ended."""
    if state is not _STEPS[verb]:
        raise DriveStepImpossible(state=state, verb=verb)


def require_other_hand(proposed_by: int | None, decides: int | None) -> None:
    """Raise DriveOwnHand where somebody decides on what they proposed, or nobody in person does."""
    if decides is None or proposed_by == decides:
        raise DriveOwnHand


def standing_at(
    state: DriveState, opens_at: datetime, closes_at: datetime, *, left: int, at: datetime
) -> DriveStanding:
    """How a drive stands at a moment."""
    if state is DriveState.PROPOSED:
        return DriveStanding.PROPOSED
    if state is DriveState.REFUSED:
        return DriveStanding.REFUSED
    if state is DriveState.ENDED or at >= closes_at:
        return DriveStanding.OVER
    if at < opens_at:
        return DriveStanding.AHEAD
    return DriveStanding.OPEN if left > 0 else DriveStanding.NONE_LEFT


@dataclass(frozen=True, slots=True)
class Joining:
    """What is known of a person and a drive when they ask to join it; `by_rules` is None without a scheme in force."""

    standing: DriveStanding
    holds_one: bool
    has_ticket: bool
    left_queue: bool
    had_one: bool
    by_rules: Decision | None


def why_not(facts: Joining) -> WhyNot | None:
    """What keeps the person from joining; None where nothing does. The person's own state is said first."""
    checks = (
        (facts.holds_one, WhyNot.HOLDS_ONE),
        (facts.had_one, WhyNot.HAD_ONE),
        (facts.left_queue, WhyNot.LEFT),
        (facts.has_ticket, WhyNot.WAITING),
        (facts.standing is DriveStanding.AHEAD, WhyNot.AHEAD),
        (facts.standing not in (DriveStanding.OPEN, DriveStanding.NONE_LEFT), WhyNot.OVER),
        (facts.by_rules is None, WhyNot.NO_SCHEME),
        (facts.by_rules is not None and facts.by_rules.answer is Answer.FAILS, WhyNot.NOT_BY_RULES),
    )
    return next((why for applies, why in checks if applies), None)


def decide_by_rules(book: Compiled, category: str, used: Mapping[str, int], *, on: date) -> Decision:
    """Whether the rules, asked with what is known before anything is bought, already say no, and by which line.

    `used` is how many the person has had, by the id of a limit. What is not known yet (price, grade) is left out: a
    known failure decides all the same.
    """
    rules = book.rulebook
    case: dict[str, object] = {rules.in_force_by: on.isoformat()}
    if CATEGORY_FACT in rules.facts:
        case[CATEGORY_FACT] = category
    case |= {limit.fact: used[limit.id] for limit in rules.limits if limit.kind == "count" and limit.id in used}
    ruling = book.decide({name: value for name, value in case.items() if name in rules.facts})
    if ruling.answer is not Answer.FAILS:
        return Decision(ruling.answer)
    line = next((one for one in rules.requirements if one.id == ruling.line), None)
    return Decision.fails(ruling.line, line.title if line else ruling.line)


CATEGORY_FACT: Final = "category"
