"""The statuses of a region counted: all, by action, by unit; never a share without how many are known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from liangxin.domains.progress.models import RegionSnapshot, TargetSnapshot
from liangxin.domains.progress.rules.roll_up import Rolled, Standing, balanced, by_action, by_unit, roll_up, roll_up_by
from liangxin.domains.progress.terms import Status
from liangxin.domains.regions import api as regions


def region_row(region_id: int, targets: list[TargetSnapshot], on: date, now: datetime) -> RegionSnapshot:
    """The row of a region."""
    standings = [standing_of(row) for row in targets]
    rolled = roll_up(standings)
    names = {card.id: card.short_name or card.name for card in _units(targets).values()}
    even = balanced([one for one in standings if one.action], by_action)
    return RegionSnapshot(
        region_id=region_id,
        on=on,
        targets=rolled.all,
        known=rolled.known,
        counts=counts_of(rolled),
        boards={
            "chapters": [{"name": name, **counts_of(one)} for name, one in roll_up_by(standings, by_action).items()],
            "units": [
                {"id": int(unit), "name": names.get(int(unit), ""), **counts_of(one)}
                for unit, one in roll_up_by(standings, by_unit).items()
            ],
            "even": {
                "share": None if even.share is None else round(float(even.share), 4),
                "known": even.groups_known,
                "of": even.groups,
            },
        },
        looked_at=now,
    )


def standing_of(row: TargetSnapshot) -> Standing:
    """A target's row as the rules count it; by unit it counts with the unit that leads."""
    return Standing(
        status=Status.of(row.status),
        action=row.chapter,
        units=(str(row.lead_unit_id),) if row.lead_unit_id else (),
        is_reached=row.is_reached,
        is_over=row.is_over,
    )


def counts_of(rolled: Rolled) -> dict[str, Any]:
    """Counts as they are stored."""
    names = ("on_track", "at_risk", "behind", "not_known", "reached", "over")
    return {name: getattr(rolled, name) for name in names}


def _units(targets: list[TargetSnapshot]) -> Mapping[int, regions.UnitCard]:
    return regions.unit_cards({row.lead_unit_id for row in targets if row.lead_unit_id})
