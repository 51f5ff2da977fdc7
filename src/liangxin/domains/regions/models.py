"""Tables of regions. Codes are the identity of regions; units, memberships and teams hang on them."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.regions.terms import (
    GROUP_NAMES_LIMIT,
    NAME_LIMIT,
    AliasOrigin,
    RegionKind,
    RegionLevel,
    RoleReach,
    TeamRole,
    UnitKind,
)
from liangxin.foundation.accounts.api import Account
from liangxin.foundation.fields import PublicIdField
from liangxin.foundation.fields.one_of import one_of


class Region(models.Model):
    """A division of GB/T 2260, or a zone with a code of its own."""

    personal_data: ClassVar[str] = "none"

    code = models.CharField("代码", max_length=10, unique=True)
    name = models.CharField("名称", max_length=60)
    name_en = models.CharField("英文名称", max_length=120, blank=True)
    kind = models.CharField("类别", max_length=10, choices=RegionKind.choices)
    level = models.CharField("级别", max_length=10, choices=RegionLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, verbose_name="上级", null=True, blank=True, related_name="below")
    # Codes from the top joined by "/", ending in "/": what lies below a region is a prefix search, which the pattern
    # index serves that Django adds to a unique text column.
    path = models.CharField("路径", max_length=50, unique=True)
    valid_from = models.DateField("设立日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["code"]
        constraints = [
            one_of("kind", RegionKind, "regions_region"),
            one_of("level", RegionLevel, "regions_region"),
            models.CheckConstraint(
                condition=Q(kind=RegionKind.DIVISION.value, code__regex=r"^\d{6}$")
                | Q(kind=RegionKind.ZONE.value, code__regex=r"^\d{6}-Z\d{2}$", parent__isnull=False),
                name="regions_region_code_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(level=RegionLevel.PROVINCE.value) | Q(parent__isnull=False),
                name="regions_region_has_parent",
            ),
            models.CheckConstraint(condition=Q(path__endswith="/"), name="regions_region_path_closed"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="regions_region_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class Unit(models.Model):
    """A department or body of a region. A merged unit stays for what was written under it and leads to its heir."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="units")
    name = models.CharField("全称", max_length=NAME_LIMIT)
    short_name = models.CharField("规范简称", max_length=NAME_LIMIT, blank=True)
    name_en = models.CharField("英文名称", max_length=200, blank=True)
    kind = models.CharField("类别", max_length=12, choices=UnitKind.choices, default=UnitKind.DEPARTMENT.value)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name="并入", null=True, blank=True, related_name="merged_units"
    )

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["region__code", "name"]
        constraints = [
            one_of("kind", UnitKind, "regions_unit"),
            models.UniqueConstraint(
                fields=["region", "name"], condition=Q(merged_into__isnull=True), name="regions_unit_name_once_a_region"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="regions_unit_not_its_own_heir"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """A name that leads to a unit: its full and short name too, so that one index keeps all names of a region apart."""

    personal_data: ClassVar[str] = "none"

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name="单位", related_name="aliases")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="区划", related_name="unit_names")
    name = models.CharField("名称", max_length=NAME_LIMIT)
    plain = models.CharField("比较形式", max_length=NAME_LIMIT * 2)
    origin = models.CharField("来由", max_length=8, choices=AliasOrigin.choices, default=AliasOrigin.GIVEN.value)

    class Meta:
        verbose_name = verbose_name_plural = "单位别名"
        ordering = ["unit", "id"]
        constraints = [
            one_of("origin", AliasOrigin, "regions_unitalias"),
            models.UniqueConstraint(fields=["region", "plain"], name="regions_unitalias_once_a_region"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A set of powers. Without a region it is a preset that comes with the release and is loaded anew at each start."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    code = models.CharField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    name_en = models.CharField("英文名称", max_length=80, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name="所属区划", null=True, blank=True, related_name="roles"
    )
    reach = models.CharField("适用范围", max_length=8, choices=RoleReach.choices, default=RoleReach.UNIT.value)
    powers = ArrayField(models.CharField(max_length=60), verbose_name="权限", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        ordering = ["id"]
        constraints = [
            one_of("reach", RoleReach, "regions_role"),
            models.UniqueConstraint(
                fields=["region", "code"], nulls_distinct=False, name="regions_role_code_once_a_region"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An account stands in a unit with a role from a day to a day, half-open."""

    personal_data: ClassVar[str] = (
        "account、unit、role、起止日期：工作人员的任职，用于确定权限和留痕；任职结束后与留痕同期保留。"
    )

    public_id = PublicIdField()
    account = models.ForeignKey(Account, models.PROTECT, verbose_name="人员", related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", related_name="memberships")
    role = models.ForeignKey(Role, models.PROTECT, verbose_name="角色", related_name="memberships")
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["unit", "account", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="regions_membership_days_in_order",
            )
        ]
        triggers = [
            # No btree_gist in the embedded server, hence no exclusion constraint: the lock makes two at once wait.
            pgtrigger.Trigger(
                name="regions_membership_no_overlap",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    PERFORM pg_advisory_xact_lock(hashtext('regions_membership'), NEW.account_id::int);
                    IF EXISTS (
                        SELECT 1 FROM regions_membership AS other
                        WHERE other.account_id = NEW.account_id AND other.unit_id = NEW.unit_id
                          AND other.role_id = NEW.role_id AND other.id IS DISTINCT FROM NEW.id
                          AND daterange(other.starts_on, other.ends_on) && daterange(NEW.starts_on, NEW.ends_on)
                    ) THEN
                        RAISE EXCEPTION 'regions_membership_no_overlap' USING ERRCODE = 'exclusion_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}·{self.unit}·{self.role}"


class WorkTeam(models.Model):
    """The work team (工作专班) of a region; a region has one."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    region = models.OneToOneField(Region, models.PROTECT, verbose_name="区划", related_name="work_team")
    name = models.CharField("名称", max_length=NAME_LIMIT)
    basis = models.CharField("组建依据", max_length=200, blank=True)
    set_up_on = models.DateField("组建日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作专班"
        ordering = ["region__code"]

    def __str__(self) -> str:
        return self.name


class TeamGroup(models.Model):
    """A working group (专项工作组) of a team, in the order of the document that made it."""

    personal_data: ClassVar[str] = "none"

    team = models.ForeignKey(WorkTeam, models.CASCADE, verbose_name="专班", related_name="groups")
    name = models.CharField("名称", max_length=GROUP_NAMES_LIMIT)
    position = models.PositiveSmallIntegerField("次序")

    class Meta:
        verbose_name = verbose_name_plural = "专项工作组"
        ordering = ["team", "position"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="regions_teamgroup_name_once_a_team")]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A person on the roster of a team or of one of its groups."""

    personal_data: ClassVar[str] = (
        "person、post：专班人员的姓名和职务，来自公开的组建文件，用于名单和通知；专班撤销后与文件同期保留。"
    )

    public_id = PublicIdField()
    team = models.ForeignKey(WorkTeam, models.CASCADE, verbose_name="专班", related_name="members")
    group = models.ForeignKey(
        TeamGroup, models.CASCADE, verbose_name="工作组", null=True, blank=True, related_name="members"
    )
    role = models.CharField("分工", max_length=8, choices=TeamRole.choices, default=TeamRole.MEMBER.value)
    person = models.CharField("姓名", max_length=30)
    post = models.CharField("职务", max_length=NAME_LIMIT, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="单位", null=True, blank=True, related_name="team_members"
    )
    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name="账号", null=True, blank=True, related_name="team_members"
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "专班人员"
        ordering = ["team", "group__position", "position", "id"]
        constraints = [
            one_of("role", TeamRole, "regions_teammember"),
            models.UniqueConstraint(
                fields=["team", "group", "person", "post"],
                nulls_distinct=False,
                name="regions_teammember_once_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.post}）"
