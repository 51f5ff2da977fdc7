"""From a target of a plan to its register in one step: the type by its indicator, the unit by its task."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.errors import TargetNotFound
from liangxin.domains.plans.tests.documents import few_indicators, publish_plan
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY, World, world
from liangxin.domains.registers import api as registers
from liangxin.domains.registers import errors
from liangxin.domains.registers.queries.targets import targets_listed, waiting_cards
from liangxin.domains.registers.terms import WhyNoShare
from liangxin.domains.registers.web.wording import target_figure
from liangxin.foundation.accounts.api import NotAllowed

__all__ = ["world"]
BACKEND = "django.contrib.auth.backends.ModelBackend"


def listed(world: World, username: str) -> dict[str, plans.TargetCard]:
    rows = targets_listed(world.actor(username)).order_by("sequence")
    return {card.indicator_code or card.name: card for card in plans.target_cards(list(rows))}


@pytest.fixture
def targets(world: World) -> dict[str, plans.TargetCard]:
    """The targets of a published plan of our county, by indicator; the types are shipped."""
    few_indicators(world.system)
    registers.load_presets(world.system)
    publish_plan(world.actor("lin"), world.actor("wang"))
    return listed(world, "lin")


def test_a_target_knows_its_figure_and_the_unit_that_leads_its_task(targets: dict[str, plans.TargetCard]) -> None:
    lifts = targets["lifts_renewed"]
    assert (target_figure(lifts), lifts.deadline, lifts.lead) == ("120\u00a0台", 2027, "清岚县住房和城乡建设局")


def test_the_list_says_which_type_a_target_will_have(world: World, targets: dict[str, plans.TargetCard]) -> None:
    lin = world.actor("lin")
    waiting = waiting_cards(lin, list(targets_listed(lin)), timezone.localdate())
    proposed = {card.target.indicator_code: card.type_name for card in waiting}
    assert proposed["lifts_renewed"] == "住宅老旧电梯更新台账"
    assert "" in proposed.values()


def test_a_register_is_opened_from_a_target_in_one_step(world: World, targets: dict[str, plans.TargetCard]) -> None:
    lin, lifts = world.actor("lin"), targets["lifts_renewed"]
    card = registers.open_for_target(lin, lifts.public_id)
    assert (card.type_name, card.unit_name) == ("住宅老旧电梯更新台账", "清岚县住房和城乡建设局")
    page = registers.register_page(lin, card.public_id, timezone.localdate())
    (share,) = page.progress
    assert share.target.public_id == lifts.public_id
    # A plan in 台 and a list in 部: no percentage is made up, and the page says why.
    assert (share.percent, share.why) == (None, WhyNoShare.OTHER_UNIT)
    assert "lifts_renewed" not in listed(world, "lin")
    found = registers.registers_of_targets(lin, [lifts.id], timezone.localdate())
    assert [one.public_id for one in found[lifts.id]] == [card.public_id]
    with pytest.raises(errors.RegisterTaken):
        registers.open_for_target(lin, lifts.public_id)


def test_a_list_that_makes_a_figure_is_proposed_before_one_that_serves_it(world: World) -> None:
    registers.load_presets(world.system)
    lin, path = world.actor("lin"), "990000/990100/990123/"
    wanted = ["trucks_retired", "trucks_retired_rate", "nothing_known"]
    proposed = registers.types_for(lin, wanted, timezone.localdate(), region_path=path)
    assert proposed.keys() == {"trucks_retired", "trucks_retired_rate"}
    assert len(set(proposed.values())) == 1


def test_a_target_without_a_type_of_its_own_asks_for_one(world: World, targets: dict[str, plans.TargetCard]) -> None:
    other = next(card for code, card in targets.items() if code != "lifts_renewed")
    with pytest.raises(errors.TypeNotFound):
        registers.open_for_target(world.actor("lin"), other.public_id)


@pytest.mark.parametrize("username", ["sun", "li", "zhao"])
def test_a_target_is_opened_by_its_office_and_the_unit_that_leads_its_task_only(
    world: World, targets: dict[str, plans.TargetCard], username: str
) -> None:
    assert "lifts_renewed" not in listed(world, username)
    with pytest.raises((TargetNotFound, NotAllowed)):
        registers.open_for_target(world.actor(username), targets["lifts_renewed"].public_id)


def test_a_clerk_opens_the_registers_of_the_own_units_tasks(world: World, targets: dict[str, plans.TargetCard]) -> None:
    units = {unit.name: unit for unit in regions.units_in(world.system, COUNTY)}
    housing = units["清岚县住房和城乡建设局"]
    role = next(role for role in regions.roles_seen(world.system) if role.code == "clerk")
    regions.appoint_member(world.system, "guan", housing.public_id, role.public_id, starts_on=timezone.localdate())
    guan = world.actor("guan")
    assert "lifts_renewed" in listed(world, "guan")
    assert {card.lead_unit for card in listed(world, "guan").values()} == {housing.public_id}
    card = registers.open_for_target(guan, targets["lifts_renewed"].public_id)
    assert card.unit_name == "清岚县住房和城乡建设局"
    other = registers.RegisterDraft(card.type_id, units["清岚县商务局"].public_id, "别人的台账")
    with pytest.raises(NotAllowed):
        registers.open_register(guan, other)


def test_the_screens_lead_from_the_target_to_its_register(world: World, targets: dict[str, plans.TargetCard]) -> None:
    client = Client()
    client.force_login(world.accounts["lin"], BACKEND)
    assert targets["lifts_renewed"].name in client.get(reverse("registers:targets")).content.decode()
    form = f"{reverse('registers:new')}?target={targets['lifts_renewed'].public_id}"
    assert "按建议一步建立" in client.get(form).content.decode()
    opened = client.post(reverse("registers:open_for_target", args=[targets["lifts_renewed"].public_id]), follow=True)
    assert "已建立台账" in opened.content.decode()
    other = next(card for code, card in targets.items() if code != "lifts_renewed")
    asked = client.post(reverse("registers:open_for_target", args=[other.public_id]), follow=True)
    assert "没有类型对应这个指标" in asked.content.decode()


def test_a_free_form_for_a_target_keeps_what_was_typed(world: World, targets: dict[str, plans.TargetCard]) -> None:
    client = Client()
    client.force_login(world.accounts["lin"], BACKEND)
    form = f"{reverse('registers:new')}?target={targets['lifts_renewed'].public_id}"
    refused = client.post(form, {"deed": "open", "type": "", "unit": "", "title": "我的电梯台账"})
    assert refused.status_code == 422
    assert "我的电梯台账" in refused.content.decode()
    assert "“台账类型”不能为空" in refused.content.decode()


def test_one_register_proves_a_thing_for_two_years(world: World, targets: dict[str, plans.TargetCard]) -> None:
    lin, lifts = world.actor("lin"), targets["lifts_renewed"]
    client = Client()
    client.force_login(world.accounts["lin"], BACKEND)
    types = registers.types_for(
        lin, ["lifts_renewed", "lifts_added"], timezone.localdate(), region_path=lifts.home.region_path
    )
    lead = lifts.lead_unit
    assert lead is not None
    kept = registers.open_register(lin, registers.RegisterDraft(types["lifts_renewed"], lead, "上一年的电梯"))
    other = registers.open_register(lin, registers.RegisterDraft(types["lifts_added"], lead, "加装电梯"))
    form = f"{reverse('registers:new')}?target={lifts.public_id}"
    sent = client.post(reverse("registers:open_for_target", args=[lifts.public_id]))
    assert sent["Location"] == form  # one that would do is offered first
    assert "上一年的电梯" in client.get(form).content.decode()
    assert client.post(form, {"deed": "use", "register": "x"}).status_code == 422
    with pytest.raises(errors.RegisterUnfit):
        registers.use_for_target(lin, lifts.public_id, other.public_id)
    used = client.post(form, {"deed": "use", "register": str(kept.public_id)})
    assert used["Location"] == reverse("registers:page", args=[kept.public_id])
    assert "lifts_renewed" not in listed(world, "lin")
    found = registers.registers_of_targets(lin, [lifts.id], timezone.localdate())
    assert [one.public_id for one in found[lifts.id]] == [kept.public_id]
    assert lifts.name in client.get(used["Location"]).content.decode()
    registers.close_register(lin, kept.public_id, "完成")
    with pytest.raises(errors.RegisterClosed):
        registers.use_for_target(lin, lifts.public_id, kept.public_id)


def test_another_register_is_opened_all_the_same_where_a_person_says_so(
    world: World, targets: dict[str, plans.TargetCard]
) -> None:
    lin, lifts = world.actor("lin"), targets["lifts_renewed"]
    kind = registers.types_for(lin, ["lifts_renewed"], timezone.localdate(), region_path=lifts.home.region_path)
    registers.open_register(lin, registers.RegisterDraft(kind["lifts_renewed"], lifts.lead_unit or "", "上一年的电梯"))
    client = Client()
    client.force_login(world.accounts["lin"], BACKEND)
    client.post(reverse("registers:open_for_target", args=[lifts.public_id]), {"anyway": "1"})
    found = registers.registers_of_targets(lin, [lifts.id], timezone.localdate())
    assert [one.title for one in found[lifts.id]] != ["上一年的电梯"]
