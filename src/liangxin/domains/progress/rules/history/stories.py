"""What happens to a target in the made-up history, and to which target of the demonstration plan."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class Story(Enum):
    """See the README; never shown to users."""

    STEADY = "steady"
    EARLY = "early"
    RECOVERED = "recovered"
    AT_RISK = "at_risk"
    FAR_BEHIND = "far_behind"
    FALLS_SILENT = "falls_silent"
    NO_DATA = "no_data"
    HAS_GAPS = "has_gaps"
    BASE_REVISED = "base_revised"
    METHOD_CHANGED = "method_changed"
    DISAGREES = "disagrees"
    MISTYPED = "mistyped"
    LATE = "late"


DEMO_SEED: Final = "清岚县"
# By code of the indicator; all others go steadily.
DEMO_STORIES: Final[Mapping[str, Story]] = MappingProxyType(
    {
        "standards_revised": Story.EARLY,
        "sorting_centres": Story.EARLY,
        "lifts_added": Story.RECOVERED,
        "trucks_retired": Story.AT_RISK,
        "digital_design_rate": Story.AT_RISK,
        "charging_piles": Story.FAR_BEHIND,
        "village_clinic_standard_rate": Story.FAR_BEHIND,
        "numerical_control_rate": Story.FALLS_SILENT,
        "tech_upgrade_coverage": Story.NO_DATA,
        "recycled_material_share": Story.NO_DATA,
        "ward_beds": Story.HAS_GAPS,
        "new_energy_cars": Story.BASE_REVISED,
        "used_cars_growth": Story.METHOD_CHANGED,
        "lifts_renewed": Story.DISAGREES,
        "used_car_turnover": Story.MISTYPED,
        "machines_renewed": Story.LATE,
    }
)

# Reported as running totals of the year; all other sums month by month.
DEMO_TO_DATE: Final = frozenset({"used_car_turnover", "cars_scrapped", "ebikes"})


def pace_in(story: Story, month: int) -> float:
    """What part of the due way is done by a month, counted from January 2024."""
    if story is Story.RECOVERED:
        return 0.55 if month < 18 else min(1.04, 0.55 + 0.49 * (month - 17) / 13)
    return {Story.EARLY: 2.1, Story.AT_RISK: 0.86, Story.FAR_BEHIND: 0.4}.get(story, 1.03)
