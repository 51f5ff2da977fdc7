"""What follows here from what lower packages announce."""

from __future__ import annotations

from liangxin.domains.parties.events import PartiesMerged
from liangxin.domains.schemes.actions.standing import follow_merged_party
from liangxin.foundation.announce.api import reacts_to


@reacts_to(PartiesMerged)
def merchants_go_to_the_party_that_is_left(event: PartiesMerged) -> None:
    """Merchants of a party that was merged are the other's."""
    follow_merged_party(event.gone, event.kept)
