"""The door of regions: ids, codes, frozen cards, in bulk; no row to be saved."""

from liangxin.domains.regions.actions.divisions import add_division, found_zone, load_divisions
from liangxin.domains.regions.actions.members import appoint_member, define_role, end_membership
from liangxin.domains.regions.actions.set_up import load_demo, load_roles
from liangxin.domains.regions.actions.team import RosterLine, remove_team_member, set_team_member, set_up_team
from liangxin.domains.regions.actions.units import add_alias, create_unit, merge_units, remove_alias, rename_unit
from liangxin.domains.regions.queries.people import (
    MemberCard,
    RoleCard,
    members_of,
    roles_seen,
    standings_on,
)
from liangxin.domains.regions.queries.places import (
    AliasCard,
    RegionCard,
    UnitCard,
    find_regions,
    find_unit,
    find_units,
    region_cards,
    region_seen,
    regions_above,
    regions_below,
    regions_where,
    search_units,
    top_regions,
    unit_cards,
    unit_seen,
    units_in,
)
from liangxin.domains.regions.queries.teams import (
    TeamCard,
    TeamMemberCard,
    team_of,
    team_seen,
)
from liangxin.domains.regions.rules.naming import LIKELY, SURE, UnitMatch, is_sure

__all__ = [
    "LIKELY",
    "SURE",
    "AliasCard",
    "MemberCard",
    "RegionCard",
    "RoleCard",
    "RosterLine",
    "TeamCard",
    "TeamMemberCard",
    "UnitCard",
    "UnitMatch",
    "add_alias",
    "add_division",
    "appoint_member",
    "create_unit",
    "define_role",
    "end_membership",
    "find_regions",
    "find_unit",
    "find_units",
    "found_zone",
    "is_sure",
    "load_demo",
    "load_divisions",
    "load_roles",
    "members_of",
    "merge_units",
    "region_cards",
    "region_seen",
    "regions_above",
    "regions_below",
    "regions_where",
    "remove_alias",
    "remove_team_member",
    "rename_unit",
    "roles_seen",
    "search_units",
    "set_team_member",
    "set_up_team",
    "standings_on",
    "team_of",
    "team_seen",
    "top_regions",
    "unit_cards",
    "unit_seen",
    "units_in",
]
