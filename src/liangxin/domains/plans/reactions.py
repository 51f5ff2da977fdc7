"""What follows here from what lower packages announce."""

from __future__ import annotations

from liangxin.domains.plans.actions.names import follow_merged_unit
from liangxin.domains.regions.events import UnitsMerged
from liangxin.foundation.announce.api import reacts_to


@reacts_to(UnitsMerged)
def names_lead_to_the_unit_that_is_kept(event: UnitsMerged) -> None:
    """Tasks of a unit that was merged are the kept unit's from now on."""
    follow_merged_unit(event.gone_id, event.kept_id)
