"""The office reminds by hand: all units of a round that have not handed in, each once an hour at most."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_round
from liangxin.domains.progress.actions.reminding.notes import keep, line_of, note_of
from liangxin.domains.progress.models import Round
from liangxin.domains.progress.queries.owed import owed_in_round, people_of
from liangxin.domains.progress.queries.reminding import reminded_lately
from liangxin.domains.progress.rules.reminding import Owed, text_of
from liangxin.domains.progress.terms import MINUTES_BETWEEN, Deed, News, Power, Reminder, RoundState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import tell_many
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class Chased:
    """What came of it: units reminded, people told, units left alone because they were reminded within the hour."""

    units: int
    people: int
    spared: int
    silent: int


def remind_now(actor: Actor, round_id: UUID | str) -> Chased:
    """Remind the units of a round that have not handed in. Of two who do so at once the second finds it done.

    Raises NothingOwed, RemindedJustNow, NobodyToRemind, RoundStateUnfit, RoundNotFound, NotAllowed.
    """
    moment = timezone.now()
    on = timezone.localtime(moment).date()
    with transaction.atomic():
        row = _held(actor, round_id)
        owed = owed_in_round(row.pk)
        if not owed:
            raise errors.NothingOwed
        lately = reminded_lately(owed, moment)
        waiting = [one for one in owed if one.public_id not in lately]
        if not waiting:
            raise errors.RemindedJustNow(count=len(owed), minutes=MINUTES_BETWEEN)
        people = people_of(waiting, on)
        reached = [one for one in waiting if people[one.kind, one.public_id]]
        if not reached:
            raise errors.NobodyToRemind(units="、".join(one.debtor for one in waiting))
        who = {person for one in reached for person in people[one.kind, one.public_id]}
        told = [(one, people[one.kind, one.public_id]) for one in reached]
        tell_many(actor, [note_of(one, each, News.REMINDER, f"by_hand:{moment}", *_words(one)) for one, each in told])
        keep(line_of(one, Reminder.BY_HAND, each, on, actor.account_id) for one, each in told)
        after = {"units": [one.debtor for one in reached], "people": len(who)}
        record(actor, Deed.REMINDED, ("progress.round", str(row.pk)), region_path=row.region.path, after=after)
    return Chased(len(reached), len(who), len(lately), len(waiting) - len(reached))


def _held(actor: Actor, round_id: UUID | str) -> Round:
    known = get_round(actor, round_id, Power.DISPATCH)
    row = Round.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)
    if row.state != RoundState.OPEN:
        raise errors.RoundStateUnfit(state=RoundState.of(row.state))
    return row


def _words(owed: Owed) -> tuple[str, str]:
    return f"专班办公室催报：{owed.title}", text_of(owed)
