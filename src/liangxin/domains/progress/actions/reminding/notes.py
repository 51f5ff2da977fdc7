"""What all reminders share: what is told of an owed thing, and the line that it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from liangxin.domains.progress.models import ReminderSent
from liangxin.domains.progress.rules.reminding import Owed
from liangxin.domains.progress.terms import News, Reminder
from liangxin.foundation.messages.api import Note

_GIVES_WAY = {News.REMINDER: (News.OPENED.value, News.REMINDER.value), News.SENT_BACK: (News.REMINDER.value,)}


def note_of(owed: Owed, people: frozenset[int], kind: News, key: str, title: str, text: str = "") -> Note:
    """What is told of an owed thing. A reminder takes the place of those before it that are not read."""
    about = (owed.kind, str(owed.public_id))
    whole_key = f"{owed.public_id}:{key}"
    return Note(
        people, kind.value, whole_key, title, text, url=owed.url, about=about, supersedes=_GIVES_WAY.get(kind, ())
    )


def line_of(owed: Owed, kind: Reminder, people: Iterable[int], on: date, by: int | None = None) -> ReminderSent:
    """The line that people were reminded, to be kept."""
    return ReminderSent(
        about_type=owed.kind,
        about_id=owed.public_id,
        kind=kind.value,
        on=on,
        due_on=owed.due_on,
        told=sorted(people),
        by_id=by,
    )


def keep(lines: Iterable[ReminderSent]) -> None:
    """Keep the lines; of a kind that is told once a day the first one stands."""
    ReminderSent.objects.bulk_create(lines, ignore_conflicts=True)
