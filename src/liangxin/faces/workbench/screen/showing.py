"""What stands on a region's screen: the office's arrangement, or every tile there is, made by their packages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.module_loading import import_string

from liangxin.domains.regions import api as regions
from liangxin.faces.workbench.models import ScreenArrangement
from liangxin.faces.workbench.screen.access import before_the_screen
from liangxin.faces.workbench.terms import SECONDS_USUALLY, ScreenLook
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.ui.navigation import ScreenTile
from liangxin.foundation.ui.tiles import Placed, Tile, screen_tiles, views_of


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which tiles, how long each view stays, light or dark; `is_chosen` where somebody has arranged it."""

    tiles: tuple[ScreenTile, ...]
    seconds: int = SECONDS_USUALLY
    look: ScreenLook = ScreenLook.DARK
    is_chosen: bool = False


def arrangement_of(region: regions.RegionCard) -> Arrangement:
    """How the screen of a region is arranged."""
    offered = {tile.code: tile for tile in screen_tiles()}
    row = ScreenArrangement.objects.filter(region=region.id).first()
    if row is None:
        return Arrangement(tuple(offered.values()))
    chosen = tuple(offered[code] for code in row.tiles if code in offered)
    return Arrangement(chosen, row.seconds, ScreenLook.of(row.look), is_chosen=True)


def views_shown(actor: Actor, region: regions.RegionCard, chosen: Sequence[ScreenTile], on: date) -> list[list[Placed]]:
    """The tiles that have something to say, laid out; each package is asked once for all of its own."""
    asked: dict[tuple[str, str], list[str]] = {}
    for tile in chosen:
        asked.setdefault((tile.make, tile.power), []).append(tile.code)
    made: dict[str, Tile] = {}
    for (maker, power), codes in asked.items():
        made |= import_string(maker)(before_the_screen(actor, region, power), region.code, on, codes)
    return views_of([(tile.code, made[tile.code]) for tile in chosen if tile.code in made])


def followed_from(actor: Actor, region: regions.RegionCard, chosen: Sequence[ScreenTile]) -> frozenset[str]:
    """The tiles whose links this person may follow: an account of a screen may open nothing behind it."""
    return frozenset(tile.code for tile in chosen if actor.may(tile.power, region.path))
