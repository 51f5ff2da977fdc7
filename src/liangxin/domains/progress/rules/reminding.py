"""Which reminders are due on a day, and in what words; for anything that a unit owes by a day, rounds first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from liangxin.domains.progress.rules.rounds import days_left
from liangxin.domains.progress.terms import SWITCHED, USUAL_DAYS, Reminder
from liangxin.kernel.working_days import HolidaysUnknown, is_working_day, working_days_between

_NAMES_A_LINE = 40


@dataclass(frozen=True, slots=True)
class Whole:
    """What an owed thing is part of, told to groups and leaders in one: a round, a meeting's follow-ups.

    `kind` and `public_id` name it in messages; `asked` units are asked, `answered` have; `deed` is what they do.
    """

    kind: str
    public_id: UUID
    title: str
    url: str
    asked: int
    answered: int
    deed: str = "报送"


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that a unit, or a region below, has not handed in yet.

    `kind` and `public_id` name it ("progress.return"); it is owed to the region of `region_path`. Whoever has `by` in
    the unit is reminded, or, where `unit_id` is None, in the region of `below_path`; whoever has `hears` for the whole
    of `region_path` is told when it is long overdue. `asked_since` is the day of the oldest question without answer.
    """

    kind: str
    public_id: UUID
    title: str
    url: str
    due_on: date
    unit_id: int | None
    debtor: str
    region_path: str
    whole: Whole
    by: str
    hears: str
    below_path: str = ""
    asked_since: date | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """A rule of a region: on or off, and the working days that it counts by."""

    is_on: bool
    days: int


Settings = Mapping[Reminder, Setting]


@dataclass(frozen=True, slots=True)
class Told:
    """What has been told of an owed thing: the last day, and for which due days its nearness was told."""

    last_on: date | None = None
    near_told_for: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: `days` left, overdue or waited, by its kind."""

    kind: Reminder
    days: int


def settings_with(rows: Iterable[tuple[Reminder, bool, int | None]] = ()) -> dict[Reminder, Setting]:
    """The rules of a region: what it has set, and what is usual for the rest."""
    found: dict[Reminder, Setting] = {kind: Setting(is_on=True, days=USUAL_DAYS.get(kind, 0)) for kind in SWITCHED}
    for kind, is_on, days in rows:
        found[kind] = Setting(is_on, days or USUAL_DAYS.get(kind, 0))
    return found


def decide_reminders(owed: Owed, told: Told, settings: Settings, on: date) -> tuple[Due, ...]:
    """What is due today for one owed thing; nothing on days off, and nothing where working days cannot be counted.

    Whoever was reminded today already, by hand say, is left alone; the leader hears of what is overdue all the same.
    Nearness is told once for a due day, also where the day itself was missed.
    """
    left = days_left(owed.due_on, on)
    if left is None or not may_count_on(on) or not is_working_day(on):
        return ()
    late = max(0, -left)
    found = [] if told.last_on == on else _to_the_unit(owed, told, settings, on, left)
    hears = settings[Reminder.ESCALATED]
    if hears.is_on and late >= hears.days:
        found.append(Due(Reminder.ESCALATED, late))
    return tuple(found)


def _to_the_unit(owed: Owed, told: Told, settings: Settings, on: date, left: int) -> list[Due]:
    near = settings[Reminder.BEFORE_DUE]
    if left < 0:
        return [Due(Reminder.LATE, -left)] if settings[Reminder.LATE].is_on else _of_question(owed, settings, on)
    if left == 0:
        return [Due(Reminder.DUE, 0)] if settings[Reminder.DUE].is_on else _of_question(owed, settings, on)
    if near.is_on and left <= near.days and owed.due_on not in told.near_told_for:
        return [Due(Reminder.BEFORE_DUE, left)]
    return _of_question(owed, settings, on)


def _of_question(owed: Owed, settings: Settings, on: date) -> list[Due]:
    """A question without answer is called to mind each time that so many working days have gone by."""
    rule = settings[Reminder.QUESTION]
    if not rule.is_on or owed.asked_since is None:
        return []
    waited = working_days_between(owed.asked_since, on)
    return [Due(Reminder.QUESTION, waited)] if waited > 0 and waited % rule.days == 0 else []


def is_told_to_group(settings: Settings, dues: Iterable[Due]) -> bool:
    """Whether the groups of the region hear of a whole today: where anything of it draws near, is due or overdue."""
    pressing = {Reminder.BEFORE_DUE, Reminder.DUE, Reminder.LATE, Reminder.ESCALATED}
    return settings[Reminder.GROUP].is_on and any(due.kind in pressing for due in dues)


def may_count_on(day: date) -> bool:
    """Whether the year's holidays are known, without which nothing is sent by itself."""
    try:
        is_working_day(day)
    except HolidaysUnknown:
        return False
    return True


def title_of(owed: Owed, due: Due, on: date) -> str:
    """What the unit reads first.

    A due day that is no working day is told on the last one before it.
    """
    if due.kind is Reminder.BEFORE_DUE:
        return f"{owed.title}：还有{due.days}个工作日到期"
    if due.kind is Reminder.LATE:
        return f"{owed.title}：已逾期{due.days}个工作日"
    if due.kind is Reminder.QUESTION:
        return f"{owed.title}：提问已等{due.days}个工作日，请答复"
    if owed.due_on == on:
        return f"{owed.title}：今天到期"
    return f"{owed.title}：{day_words(owed.due_on)}到期，今天是最后一个工作日"


def text_of(owed: Owed) -> str:
    """The rest: who owes it, by when."""
    return f"{owed.debtor}应于{day_words(owed.due_on)}前{owed.whole.deed}，现在还没有{owed.whole.deed}。"


def day_words(day: date) -> str:
    """As people write a day.

    >>> day_words(date(2025, 6, 3))
    '2025年6月3日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def escalation_of(whole: Whole, late: Sequence[tuple[Owed, int]]) -> tuple[str, str]:
    """Title and text for the leader: who is how far overdue in one whole, the longest first."""
    rows = sorted(late, key=lambda pair: (-pair[1], pair[0].debtor))
    lines = [f"{owed.debtor}：逾期{days}个工作日" for owed, days in rows]
    return f"{whole.title}：{len(rows)}个单位久拖未报", "\n".join(lines)


def summary_of(whole: Whole, owing: Collection[Owed], on: date) -> tuple[str, str]:
    """Title and text for a group: how many units owe, and which. Names of units only."""
    late: list[str] = []
    waiting: list[str] = []
    for owed in sorted(owing, key=lambda one: (one.due_on, one.debtor)):
        left = days_left(owed.due_on, on)
        if left is not None and left < 0:
            late.append(f"{owed.debtor}（{-left}个工作日）")
        else:
            waiting.append(owed.debtor)
    due, units, deed = min(owed.due_on for owed in owing), len({owed.debtor for owed in owing}), whole.deed
    lines = [
        f"期限：{day_words(due)}",
        f"应{deed}{whole.asked}个单位，已{deed}{whole.answered}个，未{deed}{units}个",
        *_listed("逾期", late),
        *_listed(f"未{deed}", waiting),
    ]
    return f"{whole.title}：{units}个单位未{deed}", "\n".join(lines)


def _listed(label: str, names: Sequence[str]) -> list[str]:
    """So many names a line that a group's robot can leave out lines where there are too many."""
    chunks = [names[start : start + _NAMES_A_LINE] for start in range(0, len(names), _NAMES_A_LINE)]
    return [f"{label}：{'、'.join(chunk)}" for chunk in chunks]
