"""Whose screen it is: a region's, for those who have the power there; and the actor for whom its tiles are made."""

from __future__ import annotations

from liangxin.domains.regions import api as regions
from liangxin.faces.workbench.errors import ScreenNotFound
from liangxin.faces.workbench.terms import Power
from liangxin.foundation.accounts.api import Actor, Standing


def get_screen_region(actor: Actor, code: str, to: Power = Power.SCREEN) -> regions.RegionCard:
    """A region whose screen the actor may see. Raises ScreenNotFound, NotAllowed."""
    region = regions.region_cards([code]).get(code)
    if region is None or not sees_screen(actor, region):
        raise ScreenNotFound
    if to is not Power.SCREEN:
        actor.require(to, region.path)
    return region


def sees_screen(actor: Actor, region: regions.RegionCard) -> bool:
    """Whether a standing for the whole region gives the power: a screen shows more than one unit's part."""
    return actor.is_system or any(
        standing.unit_id is None and standing.covers(Power.SCREEN, region.path, None) for standing in actor.standings
    )


def before_the_screen(actor: Actor, region: regions.RegionCard, power: str) -> Actor:
    """Who reads for a tile: the same account, with the one power that the tile stands on, in the screen's region alone.

    To see the screen is to see its tiles; it opens no page behind them.
    """
    standing = Standing(region.code, region.path, None, "", frozenset({power}))
    return Actor(actor.account_id, actor.name, (standing,), run_id=actor.run_id)


def sees_nothing_else(actor: Actor) -> bool:
    """Whether the account is one of a screen: it has this power and no other."""
    powers = {power for standing in actor.standings for power in standing.powers}
    return not actor.is_system and powers == {Power.SCREEN}
