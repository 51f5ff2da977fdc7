"""What people are told at once, in the transaction of the deed: a round opened, a return sent in, back, approved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from liangxin.domains.progress.actions.reminding.notes import keep, line_of, note_of
from liangxin.domains.progress.models import Return
from liangxin.domains.progress.queries.owed import RETURN, owed_of, people_of, settings_in
from liangxin.domains.progress.rules.reminding import Owed, day_words
from liangxin.domains.progress.terms import News, Power, Reminder
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import settle, tell_many
from liangxin.kernel.text import cut

# What a unit needs not read any more once it has handed in, and approvers once it was decided.
_OF_UNITS = (News.OPENED.value, News.REMINDER.value, News.SENT_BACK.value)


def tell_opened(actor: Actor, returns: Iterable[Return], on: date) -> None:
    """A round has opened: each unit's people hear what is asked of it, by when."""
    asked = {answer.public_id: answer.asked for answer in returns}
    owed = owed_of(answer.pk for answer in returns)
    if not _is_on(owed, Reminder.OPENED):
        return
    people = people_of(owed, on)
    notes = [
        note_of(
            one,
            people[one.kind, one.public_id],
            News.OPENED,
            "opened",
            f"{one.title}：请于{day_words(one.due_on)}前报送",
            f"{one.debtor}应填{asked[one.public_id]}项。",
        )
        for one in owed
    ]
    tell_many(actor, notes)
    keep(line_of(one, Reminder.OPENED, people[one.kind, one.public_id], on, actor.account_id) for one in owed)


def tell_sent_back(actor: Actor, answer: Return, question: str, on: date) -> None:
    """A return came back: whoever submitted it, and the unit's people, hear the question."""
    _no_longer([answer], News.SUBMITTED.value)
    (owed,) = owed_of([answer.pk])
    if not _is_on([owed], Reminder.SENT_BACK):
        return
    submitter = {answer.submitted_by_id} if answer.submitted_by_id else set()
    people = people_of([owed], on)[owed.kind, owed.public_id] | submitter
    title, text = f"{owed.title}：报送被退回，请答复提问", cut(f"{actor.name}：{question}", 600)
    tell_many(actor, [note_of(owed, people, News.SENT_BACK, f"sent_back:{answer.sent_back}", title, text)])
    keep([line_of(owed, Reminder.SENT_BACK, people, on, actor.account_id)])


def tell_submitted(actor: Actor, answer: Return, on: date) -> None:
    """A return was handed in: those who decide on it hear it, the unit needs no reminding any more."""
    _no_longer([answer], *_OF_UNITS)
    (owed,) = owed_of([answer.pk])
    if not _is_on([owed], Reminder.SUBMITTED):
        return
    path = owed.region_path
    people = regions.people_of_regions(Power.APPROVE, [path], on).get(path, frozenset())
    title = f"{owed.debtor}提交了{owed.title}，请审定"
    key = f"submitted:{answer.submitted_at}"
    tell_many(actor, [note_of(owed, people, News.SUBMITTED, key, title)])


def tell_withdrawn(answer: Return) -> None:
    """A return was taken back before it was decided: there is nothing to decide."""
    _no_longer([answer], News.SUBMITTED.value)


def tell_approved(actor: Actor, answer: Return) -> None:
    """A return was approved: whoever submitted it hears it."""
    _no_longer([answer], News.SUBMITTED.value, *_OF_UNITS)
    (owed,) = owed_of([answer.pk])
    if not _is_on([owed], Reminder.APPROVED) or answer.submitted_by_id is None:
        return
    title = f"{owed.title}：{owed.debtor}的报送已审定"
    people = frozenset({answer.submitted_by_id})
    tell_many(actor, [note_of(owed, people, News.APPROVED, f"approved:{answer.approved_at}", title)])


def tell_closed(returns: Iterable[Return]) -> None:
    """A round was closed: nothing of it waits for anybody."""
    _no_longer(returns, *(kind.value for kind in News if kind is not News.APPROVED))


def _no_longer(returns: Iterable[Return], *kinds: str) -> None:
    settle([(RETURN, str(answer.public_id)) for answer in returns], kinds)


def _is_on(owed: list[Owed], kind: Reminder) -> bool:
    """Whether the rule is on in the region to which the things, all of one round, are owed."""
    path = owed[0].region_path
    return settings_in([path])[path][kind].is_on
