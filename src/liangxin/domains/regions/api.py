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

# regions and units
__all__ = ["AliasCard", "RegionCard", "UnitCard"]
__all__ += ["find_regions", "search_units"]
__all__ += ["region_cards", "region_seen", "regions_above", "regions_below", "regions_where", "top_regions"]
__all__ += ["unit_cards", "unit_seen", "units_in"]
__all__ += ["add_alias", "add_division", "create_unit", "found_zone", "merge_units", "remove_alias", "rename_unit"]
# which unit a written name means
__all__ += ["LIKELY", "SURE", "UnitMatch", "find_unit", "find_units", "is_sure"]
# members and roles
__all__ += ["MemberCard", "RoleCard", "members_of", "roles_seen", "standings_on"]
__all__ += ["appoint_member", "define_role", "end_membership"]
# the work team
__all__ += ["RosterLine", "TeamCard", "TeamMemberCard", "team_of", "team_seen"]
__all__ += ["remove_team_member", "set_team_member", "set_up_team"]
# first start
__all__ += ["load_demo", "load_divisions", "load_roles"]
