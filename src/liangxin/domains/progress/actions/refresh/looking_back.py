"""The months before a region was looked at for the first time, judged from the figures that there are now.

What comes out is how the rules see those days today, not what was seen then: figures that came late count as if they
had been there. So only days before a target's first own line are filled, and nothing that was kept is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Min

from liangxin.domains.plans import api as plans
from liangxin.domains.progress.actions.refresh.regions import refresh_region
from liangxin.domains.progress.actions.refresh.targets import figure_kept
from liangxin.domains.progress.models import StatusDay, TargetSnapshot
from liangxin.domains.progress.queries.material import TargetFacts, facts_of
from liangxin.domains.progress.rules.judging import look_at


def look_back(region_id: int, days: Sequence[date]) -> int:
    """Fill in how the targets of a region stood on days before their first line; returns how many lines were made."""
    if not TargetSnapshot.objects.filter(region=region_id).exists():
        refresh_region(region_id)
    facts = list(facts_of(plans.programme_of([region_id]).targets))
    made = [turn for one in facts for turn in _turns(one, sorted(days))]
    with transaction.atomic():
        rows = StatusDay.objects.filter(region=region_id).order_by().values("target")
        first = dict(rows.annotate(first=Min("on")).values_list("target", "first"))
        kept = [row for row in made if row.target_id not in first or row.on < first[row.target_id]]
        StatusDay.objects.bulk_create(kept, ignore_conflicts=True)
        _join([row.target_id for row in kept], first)
    return len(kept)


def _turns(facts: TargetFacts, days: Sequence[date]) -> list[StatusDay]:
    """The days on which a target would have come to stand differently."""
    found: list[StatusDay] = []
    for day in days:
        look = look_at(facts.promise, facts.usual, facts.candidates, facts.follow, facts.course, day)
        status, latest = look.decision.status.value, look.path.last_by(day)
        before = found[-1].after if found else ""
        if status != before:
            reasons = look.decision.reasons
            found.append(
                StatusDay(
                    target_id=facts.stated.card.id,
                    region_id=facts.stated.region_id,
                    on=day,
                    before=before,
                    after=status,
                    rule=reasons[0].code.value if reasons else "",
                    actual=figure_kept(latest.value) if latest else None,
                    as_of=latest.day if latest else None,
                )
            )
    return found


def _join(target_ids: Sequence[int], first: dict[int, date]) -> None:
    """What was the first line now has one before it; where both say the same, nothing changed on that day."""
    rows = StatusDay.objects.filter(target__in=set(target_ids)).order_by("target", "on")
    last: dict[int, str] = {}
    for row in rows:
        if row.on == first.get(row.target_id) and row.before == "" and row.target_id in last:
            row.before = last[row.target_id]
            row.save(update_fields=["before"])
        last[row.target_id] = row.after
    rows.filter(before=F("after")).delete()
