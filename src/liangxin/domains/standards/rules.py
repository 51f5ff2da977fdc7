"""Pure decisions of standards: how a number reads, what may follow which state, what may supersede what.

No clock, no database: days and facts come in, decisions and refusals go out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from liangxin.domains.standards.errors import (
    DaysReversed,
    MandatoryImpossible,
    NotYetInForce,
    NumberUnreadable,
    StepImpossible,
    SupersessionCircular,
    TitleMissing,
)
from liangxin.domains.standards.terms import (
    EXPIRY_WARNING_DAYS,
    TITLE_LIMIT,
    Power,
    StandardKind,
    StandardState,
    Verb,
)
from liangxin.kernel.text import plain


class Step(NamedTuple):
    """A row of the state table; for standards shared by all regions Power.SHARE stands in for Power.EDIT."""

    before: StandardState
    verb: Verb
    after: StandardState
    power: Power


STEPS = (
    Step(StandardState.UNCONFIRMED, Verb.CONFIRM, StandardState.PUBLISHED, Power.EDIT),
    Step(StandardState.UNCONFIRMED, Verb.CONFIRM, StandardState.IN_FORCE, Power.EDIT),
    Step(StandardState.UNCONFIRMED, Verb.CONFIRM, StandardState.SUPERSEDED, Power.EDIT),
    Step(StandardState.UNCONFIRMED, Verb.CONFIRM, StandardState.WITHDRAWN, Power.EDIT),
    Step(StandardState.DRAFTING, Verb.PUBLISH, StandardState.PUBLISHED, Power.EDIT),
    Step(StandardState.PUBLISHED, Verb.BRING_INTO_FORCE, StandardState.IN_FORCE, Power.EDIT),
    Step(StandardState.PUBLISHED, Verb.WITHDRAW, StandardState.WITHDRAWN, Power.EDIT),
    Step(StandardState.IN_FORCE, Verb.SUPERSEDE, StandardState.SUPERSEDED, Power.EDIT),
    Step(StandardState.IN_FORCE, Verb.WITHDRAW, StandardState.WITHDRAWN, Power.EDIT),
)

# Only where a space follows may a code end in a digit: else that digit begins the serial number.
_NUMBER = re.compile(
    r"(?P<code>gb|db\d{2}(?:\d{2}(?=[ /]))?|[a-z]{2}"
    r"|[tq]/(?:[a-z0-9\u4e00-\u9fff]{1,12}(?= )|[a-z\u4e00-\u9fff]{1,12}))"
    r" ?(?P<voluntary>/ ?[tz])? ?(?P<serial>\d+(?:\.\d+)*) ?- ?(?P<year>\d{4})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """A standard's number in parts; `text` is the form in which it is kept and shown."""

    text: str
    kind: StandardKind
    is_voluntary: bool
    year: int


@dataclass(frozen=True, slots=True)
class StandardDays:
    """The days of a standard's life, as far as they are known."""

    published_on: date | None = None
    in_force_on: date | None = None
    withdrawn_on: date | None = None


def read_number(text: str, *, field: str = "number") -> StandardNumber:
    """Read a number in any usual writing: width, case, spaces and kind of dash do not matter. Raises NumberUnreadable.

    Group and enterprise standards are always voluntary. 依据：《中华人民共和国标准化法》第二条、第十八条、第十九条。

    >>> read_number("gb/t 9704—2012").text, read_number("GB18613－2020").is_voluntary
    ('GB/T 9704-2012', False)
    """
    found = _NUMBER.fullmatch(" ".join(plain(part) for part in text.split()))
    if found is None or not 1950 <= int(found["year"]) <= 2100:
        raise NumberUnreadable(field=field, number=text.strip()[:60])
    code, mark = found["code"].upper(), (found["voluntary"] or "").replace(" ", "").upper()
    kind = _kind_of(code)
    own_sign = kind in (StandardKind.GROUP, StandardKind.ENTERPRISE)
    if own_sign and mark:
        raise NumberUnreadable(field=field, number=text.strip()[:60])
    return StandardNumber(
        text=f"{code}{mark} {found['serial']}-{found['year']}",
        kind=kind,
        is_voluntary=own_sign or bool(mark),
        year=int(found["year"]),
    )


def _kind_of(code: str) -> StandardKind:
    if code == "GB":
        return StandardKind.NATIONAL
    if code.startswith("DB"):
        return StandardKind.LOCAL
    return {"T/": StandardKind.GROUP, "Q/": StandardKind.ENTERPRISE}.get(code[:2], StandardKind.INDUSTRY)


def require_title(title: str) -> str:
    """The title without outer space; refuses an empty or too long one."""
    cleaned = title.strip()
    if not cleaned or len(cleaned) > TITLE_LIMIT:
        raise TitleMissing(field="title", limit=TITLE_LIMIT)
    return cleaned


def require_mandatory_possible(number: StandardNumber, *, is_mandatory: bool) -> None:
    """Refuse to call a voluntary standard mandatory."""
    if is_mandatory and number.is_voluntary:
        raise MandatoryImpossible(field="is_mandatory", kind=number.kind.label, number=number.text)


def require_days_in_order(days: StandardDays) -> None:
    """Refuse a standard that comes into force before it is published, or ends before it is in force."""
    known = [
        (name, day)
        for name, day in (
            ("发布日期", days.published_on),
            ("实施日期", days.in_force_on),
            ("废止日期", days.withdrawn_on),
        )
        if day is not None
    ]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            raise DaysReversed(field="in_force_on", later=later, earlier=earlier)


def decide_step(number: str, before: StandardState, verb: Verb, after: StandardState) -> StandardState:
    """The state that follows; refuses a step that the table does not have."""
    if not any(step[:3] == (before, verb, after) for step in STEPS):
        raise StepImpossible(number=number, state=before, verb=verb)
    return after


def possible_verbs(state: StandardState) -> tuple[Verb, ...]:
    """What may be done in a state, in the order of the table."""
    return tuple(dict.fromkeys(step.verb for step in STEPS if step.before is state))


def state_on(days: StandardDays, on: date) -> StandardState:
    """The state that a standard's days alone give it; being superseded takes another standard.

    >>> state_on(StandardDays(date(2024, 4, 29), date(2025, 2, 1)), date(2024, 6, 1)).label
    '已发布待实施'
    """
    if days.withdrawn_on is not None and days.withdrawn_on <= on:
        return StandardState.WITHDRAWN
    if days.in_force_on is not None and days.in_force_on <= on:
        return StandardState.IN_FORCE
    return StandardState.PUBLISHED if days.published_on is not None else StandardState.DRAFTING


def require_day_reached(number: str, in_force_on: date | None, on: date) -> None:
    """Refuse to call a standard in force before its day."""
    if in_force_on is None or in_force_on > on:
        raise NotYetInForce(number=number, day=in_force_on.isoformat() if in_force_on else "（未填写）")


def require_no_circle(newer: str, older: str, superseded_by: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a supersession that would lead back to itself; `superseded_by` maps numbers to what replaced them."""
    ahead, seen = [newer], set()
    while ahead:
        number = ahead.pop()
        if number == older:
            raise SupersessionCircular(field="older", newer=newer, older=older)
        if number not in seen:
            seen.add(number)
            ahead += superseded_by.get(number, ())


def expires_soon(valid_until: date | None, on: date) -> bool:
    """Whether a certificate's last day lies within the warning time; one that has ended does not expire any more."""
    return valid_until is not None and on <= valid_until <= on + timedelta(days=EXPIRY_WARNING_DAYS)
