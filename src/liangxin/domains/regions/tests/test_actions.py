"""Deeds of regions on the database: what they change, what they refuse, what they leave in the trail."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liangxin.domains.regions import api as regions
from liangxin.domains.regions import errors, events
from liangxin.domains.regions.models import Membership, Region, Role, Unit, UnitAlias
from liangxin.domains.regions.terms import Deed, RegionLevel, RoleReach, UnitKind
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR, SINCE, World, world
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.accounts.tests.people import account
from liangxin.foundation.announce.api import reacts_to
from liangxin.foundation.trail.api import entries_of

__all__ = ["world"]
DAY = date(2025, 3, 1)


def test_the_national_table_is_loaded_quickly_and_loading_again_changes_nothing(db: None) -> None:
    system = Actor.system("启动")
    started = time.perf_counter()
    loaded = regions.load_divisions(system)
    assert time.perf_counter() - started < 3  # below one second on an idle machine
    assert loaded == Region.objects.count() > 3_000
    assert regions.load_divisions(system) == 0
    pingdu = regions.region_cards(["370283"])["370283"]
    assert (pingdu.path, pingdu.level, pingdu.parent_code) == ("370000/370200/370283/", RegionLevel.COUNTY, "370200")
    assert regions.region_cards(["110101"])["110101"].path == "110000/110101/"


def test_a_division_that_was_renamed_is_loaded_anew(db: None) -> None:
    regions.load_divisions(Actor.system("启动"))
    Region.objects.filter(code="370283").update(name="旧名市")
    assert regions.load_divisions(Actor.system("启动")) == 1
    assert regions.region_cards(["370283"])["370283"].name == "平度市"


def test_a_zone_gets_a_code_of_its_own_under_its_county(world: World) -> None:
    zone = regions.found_zone(world.actor("lin"), COUNTY, f"{COUNTY}-Z01", "清岚经济开发区")
    assert zone.path == "990000/990100/990123/990123-Z01/"
    assert zone.level is RegionLevel.COUNTY
    with pytest.raises(errors.CodeTaken):
        regions.found_zone(world.actor("lin"), COUNTY, f"{COUNTY}-Z01", "清岚高新区")


def test_a_unit_has_one_name_in_its_region_however_it_is_typed(world: World) -> None:
    lin = world.actor("lin")
    regions.create_unit(lin, COUNTY, "清岚县科学技术局", short_name="县科技局", aliases=["县科技办（挂牌）"])
    for taken in ("清岚县 科学技术局", "县科技局", "县科技办(挂牌)"):
        with pytest.raises(errors.NameTaken, match="清岚县科学技术局"):
            regions.create_unit(lin, COUNTY, taken)
    regions.create_unit(world.system, NEIGHBOUR, "县科技局")


def test_a_renamed_unit_is_still_found_under_its_former_name(world: World) -> None:
    unit = world.units["清岚县商务局"]
    renamed = regions.rename_unit(world.actor("lin"), unit.public_id, "清岚县商务和投资促进局", reason="机构改革")
    assert [alias.name for alias in renamed.aliases] == ["清岚县商务局"]
    assert regions.find_unit(COUNTY, "清岚县商务局")[0].unit_id == unit.id
    assert regions.find_unit(COUNTY, "清岚县商务和投资促进局")[0].why == "名称一致"
    (line, *_) = entries_of(Unit.objects.get(pk=unit.id))
    assert (line.verb, line.actor_name, line.reason) == (Deed.UNIT_RENAMED, "林秋", "机构改革")


def test_renaming_back_makes_the_former_name_the_name_again(world: World) -> None:
    lin, unit = world.actor("lin"), world.units["清岚县商务局"]
    regions.rename_unit(lin, unit.public_id, "清岚县商务和投资促进局")
    back = regions.rename_unit(lin, unit.public_id, "清岚县商务局")
    assert [alias.name for alias in back.aliases] == ["清岚县商务和投资促进局"]


def test_an_alias_leads_to_its_unit_until_it_is_removed(world: World) -> None:
    lin, unit = world.actor("lin"), world.units["清岚县财政局"]
    with_alias = regions.add_alias(lin, unit.public_id, "县国资中心")
    assert regions.add_alias(lin, unit.public_id, "县国资中心") == with_alias
    assert regions.find_unit(COUNTY, "县国资中心")[0].unit_id == unit.id
    regions.remove_alias(lin, unit.public_id, with_alias.aliases[0].id)
    assert regions.find_unit(COUNTY, "县国资中心") == ()


def test_the_full_name_of_a_unit_cannot_be_removed(world: World) -> None:
    unit = world.units["清岚县财政局"]
    own_name = UnitAlias.objects.get(unit_id=unit.id)
    with pytest.raises(errors.AliasFixed):
        regions.remove_alias(world.actor("lin"), unit.public_id, own_name.pk)


def test_merged_units_keep_all_names_and_people_with_one(world: World) -> None:
    told: list[events.UnitsMerged] = []
    reacts_to(events.UnitsMerged)(told.append)
    kept, gone = world.units["清岚县财政局"], world.units["清岚县审计局"]
    merged = regions.merge_units(world.actor("lin"), kept.public_id, gone.public_id, reason="机构改革")
    assert [alias.name for alias in merged.aliases] == ["清岚县审计局"]
    assert regions.find_unit(COUNTY, "县审计局")[0].unit_id == kept.id
    assert regions.unit_cards([gone.id])[gone.id].heir_id == kept.id
    assert world.actor("chen").standings[0].unit_name == "清岚县财政局"
    assert told == [events.UnitsMerged(kept.id, gone.id)]
    with pytest.raises(errors.UnitNotFound):
        regions.unit_seen(world.actor("lin"), gone.public_id)


def test_units_are_not_merged_into_themselves_or_across_regions(world: World) -> None:
    here, there = world.units["清岚县财政局"], world.units["北屏县发展和改革局"]
    with pytest.raises(errors.MergeImpossible, match="同一个单位"):
        regions.merge_units(world.system, here.public_id, here.public_id, reason="误操作")
    with pytest.raises(errors.MergeImpossible, match="不属于同一区划"):
        regions.merge_units(world.system, here.public_id, there.public_id, reason="误操作")


def test_units_are_not_merged_while_one_person_has_one_role_in_both(world: World) -> None:
    kept, gone = world.units["清岚县财政局"], world.units["清岚县审计局"]
    finance = world.role("finance")
    regions.appoint_member(world.system, "zhao", gone.public_id, finance.public_id, starts_on=DAY)
    with pytest.raises(errors.MergeImpossible, match="赵守衡"):
        regions.merge_units(world.actor("lin"), kept.public_id, gone.public_id, reason="机构改革")


def test_a_member_stands_from_the_first_day_until_before_the_last(world: World) -> None:
    newcomer = account("xin", name="辛未")
    unit, clerk = world.units["清岚县财政局"], world.role("clerk")
    card = regions.appoint_member(world.actor("guan"), "XIN", unit.public_id, clerk.public_id, starts_on=DAY)
    ended = regions.end_membership(world.actor("guan"), card.public_id, ends_on=DAY + timedelta(30), reason="调离")
    assert ended.ends_on == DAY + timedelta(30)
    days = (DAY - timedelta(1), DAY, DAY + timedelta(29), DAY + timedelta(30))
    assert [len(regions.standings_on(newcomer.pk, day)) for day in days] == [0, 1, 1, 0]


def test_a_clerk_stands_for_their_unit_and_an_office_for_the_region(world: World) -> None:
    assert world.actor("li").standings[0].unit_id == world.units["清岚县商务局"].id
    assert world.actor("lin").standings[0].unit_id is None
    assert world.actor("wang").may("regions.read", world.region(COUNTY).path)
    assert not world.actor("sun").may("regions.read", world.region(COUNTY).path)


def test_nobody_appoints_or_dismisses_themselves(world: World) -> None:
    guan, unit = world.actor("guan"), world.units["清岚县财政局"]
    with pytest.raises(errors.SelfAppointment):
        regions.appoint_member(guan, "guan", unit.public_id, world.role("finance").public_id, starts_on=DAY)
    own = Membership.objects.get(account__username="guan")
    with pytest.raises(errors.SelfAppointment):
        regions.end_membership(guan, own.public_id, ends_on=DAY, reason="离任")


def test_the_same_role_is_not_given_twice_for_the_same_days(world: World) -> None:
    unit, clerk = world.units["清岚县商务局"], world.role("clerk")
    with pytest.raises(errors.MembershipOverlaps, match="李青禾"):
        regions.appoint_member(world.actor("guan"), "li", unit.public_id, clerk.public_id, starts_on=DAY)


def test_the_database_refuses_overlapping_memberships_too(world: World) -> None:
    held = Membership.objects.get(account__username="li")
    with pytest.raises(IntegrityError, match="regions_membership_no_overlap"), transaction.atomic():
        Membership.objects.create(account=held.account, unit=held.unit, role=held.role, starts_on=DAY)
    held.ends_on = DAY
    held.save()
    Membership.objects.create(account=held.account, unit=held.unit, role=held.role, starts_on=DAY)


def test_an_unknown_or_disabled_account_is_not_appointed(world: World) -> None:
    unit, clerk = world.units["清岚县商务局"], world.role("clerk")
    account("gone", is_active=False)
    for username in ("nobody", "gone"):
        with pytest.raises(errors.AccountUnknown, match=username):
            regions.appoint_member(world.actor("guan"), username, unit.public_id, clerk.public_id, starts_on=DAY)


def test_a_region_defines_roles_of_its_own_and_gives_them_at_home_only(world: World) -> None:
    guan = world.actor("guan")
    role = regions.define_role(guan, COUNTY, "watcher", "观察员", ["regions.read"], reach=RoleReach.REGION)
    with pytest.raises(errors.CodeTaken):
        regions.define_role(guan, COUNTY, "watcher", "观察员", ["regions.read"])
    changed = regions.define_role(guan, COUNTY, "watcher", "联络员", ["regions.team"], role_id=role.public_id)
    assert (changed.name, changed.powers) == ("联络员", frozenset({"regions.team"}))
    there = world.units["北屏县发展和改革局"]
    with pytest.raises(errors.RoleElsewhere):
        regions.appoint_member(world.system, "li", there.public_id, role.public_id, starts_on=DAY)


def test_presets_and_roles_one_holds_are_not_changed(world: World) -> None:
    guan = world.actor("guan")
    with pytest.raises(errors.RoleFixed, match="系统预设"):
        regions.define_role(guan, COUNTY, "x", "财政", [], role_id=world.role("finance").public_id)
    own = regions.define_role(guan, COUNTY, "keeper", "维护员", ["regions.roles"])
    home = world.units["清岚县发展和改革局"]
    regions.appoint_member(world.system, "guan", home.public_id, own.public_id, starts_on=SINCE)
    with pytest.raises(errors.RoleFixed, match="您本人担任"):
        regions.define_role(guan, COUNTY, "keeper", "维护员", ["regions.members"], role_id=own.public_id)


def test_loading_the_presets_again_changes_nothing_and_mends_what_was_changed(world: World) -> None:
    assert regions.load_roles(world.system) == 0
    Role.objects.filter(code="clerk").update(powers=["regions.members"])
    assert regions.load_roles(world.system) == 1
    assert "regions.members" not in world.role("clerk").powers


def test_a_work_team_has_groups_and_a_roster_in_order(world: World) -> None:
    lin = world.actor("lin")
    regions.set_up_team(lin, COUNTY, "清岚县工作专班", groups=["综合组", "更新组"])
    regions.set_team_member(lin, COUNTY, regions.RosterLine("何平川", "副局长", group="更新组"))
    unit = world.units["清岚县发展和改革局"]
    line = regions.RosterLine("林秋", "副局长", group="综合组", unit_id=unit.public_id, username="lin")
    regions.set_team_member(lin, COUNTY, line)
    team = regions.set_team_member(lin, COUNTY, regions.RosterLine("沈砚", "副县长"))
    assert [(member.group, member.person) for member in team.members] == [
        ("", "沈砚"),
        ("综合组", "林秋"),
        ("更新组", "何平川"),
    ]
    with pytest.raises(errors.PersonTwice):
        regions.set_team_member(lin, COUNTY, regions.RosterLine("沈砚", "副县长"))
    with pytest.raises(errors.GroupNotEmpty, match="更新组"):
        regions.set_up_team(lin, COUNTY, "清岚县工作专班", groups=["综合组"])
    left = regions.remove_team_member(lin, team.members[2].public_id)
    assert len(left.members) == 2
    assert regions.set_up_team(lin, COUNTY, "清岚县工作专班", groups=["综合组"]).groups == ("综合组",)


def test_the_demo_county_is_loaded_once_and_everybody_in_it_stands_somewhere(db: None) -> None:
    system = Actor.system("演示")
    regions.load_roles(system)
    usernames = regions.load_demo(system, "correct-horse-battery", on=SINCE)
    assert regions.load_demo(system, "correct-horse-battery", on=SINCE) == usernames
    units = regions.units_in(system, COUNTY)
    assert len(units) >= 22
    assert any(unit.kind is UnitKind.GROUP for unit in units)
    members = {
        member.username
        for code in (COUNTY, "990100", NEIGHBOUR, f"{COUNTY}-Z01")
        for member in regions.members_of(system, code, SINCE)
    }
    assert members == set(usernames)
    team = regions.team_of(COUNTY)
    assert team is not None
    assert len(team.members) >= 12
    assert all(
        regions.is_sure(regions.find_unit(COUNTY, name)) for name in ("县工信局", "市生态环境局清岚分局", "各镇街")
    )


@pytest.mark.parametrize("username", ["li", "wang", "zhao", "chen"])
def test_those_who_only_read_change_nothing(world: World, username: str) -> None:
    reader = world.actor(username)
    with pytest.raises(NotAllowed):
        regions.create_unit(reader, COUNTY, "清岚县体育中心")
    with pytest.raises(NotAllowed):
        regions.define_role(reader, COUNTY, "x", "某角色", [])
