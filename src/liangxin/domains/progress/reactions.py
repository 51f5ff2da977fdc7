"""What follows here from what lower packages announce."""

from __future__ import annotations

from liangxin.domains.indicators.events import ObservationsRecorded
from liangxin.domains.plans.events import PlanPublished
from liangxin.domains.progress.actions.asking import ask_counting, ask_where_promised
from liangxin.domains.progress.actions.following import follow_merged_unit, propose_soon
from liangxin.domains.regions.events import UnitsMerged
from liangxin.domains.registers.events import RecordsChanged
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import reacts_to


@reacts_to(PlanPublished)
def sources_are_proposed_for_new_targets(event: PlanPublished) -> None:
    """An edition in force has new targets: where may their figures come from; and all is looked at anew."""
    actor = Actor.system("方案发布")
    propose_soon(actor, event.region_path)
    ask_where_promised(actor, [event.region_path])


@reacts_to(ObservationsRecorded)
def regions_with_new_figures_are_refreshed(event: ObservationsRecorded) -> None:
    """Figures are new in regions: they and those above, where figures are rolled up, are looked at anew."""
    ask_where_promised(Actor.system("数据更新"), event.region_paths)


@reacts_to(RecordsChanged)
def what_registers_count_is_computed_anew(event: RecordsChanged) -> None:
    """Records count otherwise: their measure is computed soon, once, however many actions there are until then."""
    ask_counting(Actor.system("台账更新"), event.region_path, event.measure_code)


@reacts_to(UnitsMerged)
def reporters_are_the_unit_that_is_kept(event: UnitsMerged) -> None:
    """What a merged unit was to report is the kept unit's from now on."""
    follow_merged_unit(event.gone_id, event.kept_id)
