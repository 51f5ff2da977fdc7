"""Arranging a region's screen: which tiles, in which order, how long a view stays, light or dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from liangxin.faces.workbench.errors import NoTileChosen, SecondsUnfit
from liangxin.faces.workbench.models import ScreenArrangement
from liangxin.faces.workbench.screen.access import get_screen_region
from liangxin.faces.workbench.terms import SECONDS_LEAST, SECONDS_MOST, Deed, Power, ScreenLook
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.foundation.ui.tiles import screen_tiles


@dataclass(frozen=True, slots=True)
class ArrangementDraft:
    """What the office asks for; codes in the order in which they stand on the screen."""

    tiles: Sequence[str]
    seconds: int
    look: ScreenLook


def arrange_screen(actor: Actor, code: str, draft: ArrangementDraft) -> None:
    """Arrange the screen of a region. Raises ScreenNotFound, NotAllowed, NoTileChosen, SecondsUnfit."""
    offered = {tile.code for tile in screen_tiles()}
    tiles = [tile for tile in dict.fromkeys(draft.tiles) if tile in offered]
    if not tiles:
        raise NoTileChosen(field="tiles")
    if not SECONDS_LEAST <= draft.seconds <= SECONDS_MOST:
        raise SecondsUnfit(field="seconds", least=SECONDS_LEAST, most=SECONDS_MOST)
    with transaction.atomic():
        region = get_screen_region(actor, code, Power.ARRANGE)
        before = ScreenArrangement.objects.select_for_update().filter(region=region.id).first()
        after: dict[str, Any] = {"tiles": tiles, "seconds": draft.seconds, "look": draft.look.value}
        was = {name: getattr(before, name) for name in after} if before else {}
        if was == after:
            return
        ScreenArrangement.objects.update_or_create(
            region_id=region.id, defaults={**after, "changed_by_id": actor.account_id}
        )
        subject = ("regions.region", str(region.id))
        record(actor, Deed.ARRANGED, subject, before=was, after=after, region_path=region.path)
