"""The office sets the rules of its region."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from liangxin.domains.progress import errors
from liangxin.domains.progress.models import ReminderRule
from liangxin.domains.progress.queries.owed import settings_in
from liangxin.domains.progress.rules.reminding import Setting
from liangxin.domains.progress.terms import MOST_DAYS, SWITCHED, USUAL_DAYS, Deed, Power, Reminder
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record


def set_reminders(actor: Actor, region_code: str, wanted: Mapping[Reminder, Setting]) -> int:
    """Switch rules of a region on or off and set their working days; returns how many changed.

    Raises DaysUnfit, RegionNotFound, NotAllowed.
    """
    place = regions.region_seen(actor, region_code)
    actor.require(Power.DISPATCH, place.path)
    with transaction.atomic():
        before = settings_in([place.path])[place.path]
        changed = {kind: wanted[kind] for kind in SWITCHED if kind in wanted and wanted[kind] != before[kind]}
        for kind, setting in changed.items():
            _require_days(kind, setting)
            values = {"is_on": setting.is_on, "days": setting.days or None, "changed_by_id": actor.account_id}
            ReminderRule.objects.update_or_create(region_id=place.id, kind=kind.value, defaults=values)
        if changed:
            record(
                actor,
                Deed.REMINDERS_SET,
                ("regions.region", str(place.id)),
                region_path=place.path,
                before={kind.value: _told(before[kind]) for kind in changed},
                after={kind.value: _told(setting) for kind, setting in changed.items()},
            )
    return len(changed)


def _require_days(kind: Reminder, setting: Setting) -> None:
    if kind in USUAL_DAYS and not 1 <= setting.days <= MOST_DAYS:
        raise errors.DaysUnfit(field=f"days_{kind.value}", rule=kind, most=MOST_DAYS)


def _told(setting: Setting) -> dict[str, object]:
    return {"is_on": setting.is_on, "days": setting.days or None}
