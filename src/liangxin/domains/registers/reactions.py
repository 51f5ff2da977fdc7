"""What follows here from what lower packages announce."""

from __future__ import annotations

from liangxin.domains.regions.events import UnitsMerged
from liangxin.domains.registers.actions.opening import follow_merged_unit
from liangxin.foundation.announce.api import reacts_to


@reacts_to(UnitsMerged)
def registers_go_to_the_unit_that_is_kept(event: UnitsMerged) -> None:
    """Registers of a unit that was merged are the kept unit's from now on."""
    follow_merged_unit(event.gone_id, event.kept_id)
