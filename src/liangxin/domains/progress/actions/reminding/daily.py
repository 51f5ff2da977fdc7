"""Every working morning: what is owed is walked through, whoever must be reminded is, once a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from liangxin.domains.progress.actions.reminding.notes import keep, line_of, note_of
from liangxin.domains.progress.queries.owed import People, owed_on, people_of, settings_in, told_of
from liangxin.domains.progress.rules.reminding import (
    Due,
    Owed,
    Settings,
    decide_reminders,
    escalation_of,
    is_told_to_group,
    summary_of,
    text_of,
    title_of,
)
from liangxin.domains.progress.terms import News, Reminder
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import Note, Notice, post, tell_many
from liangxin.kernel.working_days import is_working_day

Leaders = Mapping[tuple[str, str], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Morning:
    """What a morning came to: units reminded, messages new, sendings to groups, units of whom nobody could be told."""

    units: int = 0
    messages: int = 0
    posts: int = 0
    silent: int = 0

    def __add__(self, other: Morning) -> Morning:
        return Morning(
            self.units + other.units,
            self.messages + other.messages,
            self.posts + other.posts,
            self.silent + other.silent,
        )


def remind_due(actor: Actor, on: date, progress: Callable[[int, int], None] | None = None) -> Morning:
    """Send the reminders of a day; a second run on the same day tells nobody anything. On days off nothing is sent.

    A transaction for each whole (a round), so that one that fails takes no other with it. Raises HolidaysUnknown.
    """
    if not is_working_day(on):
        return Morning()
    wholes: dict[UUID, list[Owed]] = {}
    for one in owed_on(on):
        wholes.setdefault(one.whole.public_id, []).append(one)
    every = [one for owed in wholes.values() for one in owed]
    rules, told = settings_in({one.region_path for one in every}), told_of(every)
    people, leaders = people_of(every, on), _leaders(every, on)
    morning = Morning()
    for number, owed in enumerate(wholes.values(), 1):
        settings = rules[owed[0].region_path]
        dues = [
            (one, due) for one in owed for due in decide_reminders(one, told[one.kind, one.public_id], settings, on)
        ]
        morning += _remind(actor, owed, dues, settings, people, leaders, on)
        if progress is not None:
            progress(number, len(wholes))
    return morning


def _leaders(owed: Sequence[Owed], on: date) -> Leaders:
    """Who hears of delays in a region; nobody above does in its place."""
    found: dict[tuple[str, str], frozenset[int]] = {}
    for power in {one.hears for one in owed}:
        paths = {one.region_path for one in owed if one.hears == power}
        for path, people in regions.people_of_regions(power, paths, on, above=False).items():
            found[power, path] = people
    return found


def _remind(
    actor: Actor,
    owed: Sequence[Owed],
    dues: Sequence[tuple[Owed, Due]],
    settings: Settings,
    people: People,
    leaders: Leaders,
    on: date,
) -> Morning:
    if not dues:
        return Morning()
    whole, heard = owed[0].whole, leaders.get((owed[0].hears, owed[0].region_path), frozenset())
    to_units = [(one, due) for one, due in dues if due.kind is not Reminder.ESCALATED]
    late = [(one, due.days) for one, due in dues if due.kind is Reminder.ESCALATED]
    notes = [_note(one, due, people[one.kind, one.public_id], on) for one, due in to_units]
    if late and heard:
        title, text = escalation_of(whole, late)
        about, key = (whole.kind, str(whole.public_id)), f"{whole.public_id}:{on}"
        notes.append(
            Note(
                heard, News.OVERDUE.value, key, title, text, url=whole.url, about=about, supersedes=[News.OVERDUE.value]
            )
        )
    with transaction.atomic():
        told = tell_many(actor, notes)
        lines = [line_of(one, due.kind, people[one.kind, one.public_id], on) for one, due in to_units]
        keep([*lines, *(line_of(one, Reminder.ESCALATED, heard, on) for one, _ in late if heard)])
        posts = post(actor, _notices(owed, dues, settings, on))
    silent = sum(not people[one.kind, one.public_id] for one, _ in to_units)
    return Morning(len(to_units) - silent, told, posts, silent)


def _note(owed: Owed, due: Due, people: frozenset[int], on: date) -> Note:
    """Nearness is told once for a due day, the rest once a day."""
    day = owed.due_on if due.kind is Reminder.BEFORE_DUE else on
    key = f"{due.kind.value}:{day}"
    return note_of(owed, people, News.REMINDER, key, title_of(owed, due, on), text_of(owed))


def _notices(owed: Sequence[Owed], dues: Sequence[tuple[Owed, Due]], settings: Settings, on: date) -> list[Notice]:
    """One for the groups of the region, and one for each unit that has a group of its own."""
    whole, path = owed[0].whole, owed[0].region_path
    if not is_told_to_group(settings, [due for _, due in dues]):
        return []
    title, text = summary_of(whole, owed, on)
    notices = [Notice(path, News.SUMMARY.value, f"{whole.public_id}:{on}", title, text, whole.url)]
    for one, due in dues:
        if due.kind is not Reminder.ESCALATED and one.unit_id is not None:
            key = f"{one.public_id}:{on}"
            words = title_of(one, due, on)
            notices.append(Notice(path, News.SUMMARY.value, key, words, text_of(one), one.url, one.unit_id))
    return notices
