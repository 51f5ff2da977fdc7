"""Words of regions: levels, kinds, roles in a team, powers, deeds of the trail."""

from __future__ import annotations

from liangxin.kernel.term import Term

GROUP_NAMES_LIMIT = 50  # letters of a working group's name
NAME_LIMIT = 100  # letters of a unit's name; the longest official ones stay under 60
ZONE_MARK = "-Z"  # between the parent's code and the zone's two digits: 990123-Z01


class RegionKind(Term):
    """Where a region's code comes from."""

    DIVISION = "division", "行政区划"
    ZONE = "zone", "功能区"


class RegionLevel(Term):
    """Rank of the government; a zone has the rank of the government that runs it."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


class UnitKind(Term):
    """What sort of body a unit is."""

    OFFICE = "office", "政府办公机构"
    DEPARTMENT = "department", "工作部门"
    VERTICAL = "vertical", "垂直管理机构"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "国有企业"
    TOWN = "town", "镇街"
    GROUP = "group", "单位合称"


class AliasOrigin(Term):
    """How a unit came by a name."""

    NAME = "name", "全称"
    SHORT = "short", "规范简称"
    GIVEN = "given", "登记的别名"
    FORMER = "former", "曾用名"
    MERGED = "merged", "并入单位的名称"


class RoleReach(Term):
    """For whose matters a role's powers hold."""

    UNIT = "unit", "本单位事项"
    REGION = "region", "本区划全部事项"


class TeamRole(Term):
    """Part of a person in a work team or one of its groups."""

    LEADER = "leader", "组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"


class Power(Term):
    """What a role may let its holder do here."""

    READ = "regions.read", "查看区划与单位"
    UNITS = "regions.units", "维护单位和别名"
    ZONES = "regions.zones", "设立功能区"
    MEMBERS = "regions.members", "任免成员"
    ROLES = "regions.roles", "设置角色"
    TEAM = "regions.team", "维护工作专班"


class Deed(Term):
    """Verbs of the trail."""

    DIVISIONS_LOADED = "regions.divisions_loaded", "装载区划"
    ROLES_LOADED = "regions.roles_loaded", "装载预设角色"
    DIVISION_ADDED = "regions.division_added", "补录区划"
    ZONE_FOUNDED = "regions.zone_founded", "设立功能区"
    UNIT_CREATED = "regions.unit_created", "新增单位"
    UNIT_RENAMED = "regions.unit_renamed", "单位更名"
    UNITS_MERGED = "regions.units_merged", "合并单位"
    ALIAS_ADDED = "regions.alias_added", "登记别名"
    ALIAS_REMOVED = "regions.alias_removed", "删除别名"
    MEMBER_APPOINTED = "regions.member_appointed", "任命成员"
    MEMBERSHIP_ENDED = "regions.membership_ended", "免去任职"
    ROLE_DEFINED = "regions.role_defined", "设置角色"
    TEAM_SET_UP = "regions.team_set_up", "组建工作专班"
    TEAM_MEMBER_SET = "regions.team_member_set", "登记专班人员"
    TEAM_MEMBER_REMOVED = "regions.team_member_removed", "移出专班人员"
