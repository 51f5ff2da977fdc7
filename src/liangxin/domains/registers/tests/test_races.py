"""Two at once at one register: one is done, the other told; nothing is lost and nothing is there twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY, build_world
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.actions.shipped import shipped_types
from liangxin.domains.registers.models import Record, RegisterType, TypeVersion
from liangxin.domains.registers.tests.workbooks import checked, row
from liangxin.domains.registers.tests.world import LIFTS, build_registers, draft

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_a_key_is_entered_by_one_of_two() -> None:
    shelf = build_registers(build_world())
    lin, li = shelf.people.actor("lin"), shelf.people.actor("li")
    done = all_at_once(
        lambda: registers.add_record(lin, shelf.ours.public_id, draft(number="DT-7")),
        lambda: registers.add_record(li, shelf.ours.public_id, draft(number="dt—７")),
    )
    assert done == ["", "registers.key_taken"]
    assert Record.objects.filter(register=shelf.ours.id).count() == 2


def test_a_record_is_changed_by_one_of_two() -> None:
    shelf = build_registers(build_world())
    lin, li = shelf.people.actor("lin"), shelf.people.actor("li")
    done = all_at_once(
        lambda: registers.change_record(lin, shelf.record.public_id, draft(length="1"), clock=0),
        lambda: registers.withdraw_record(li, shelf.record.public_id, "误登", clock=0),
    )
    assert done[0] == ""
    assert done[1] in ("registers.record_stale", "registers.record_withdrawn")
    assert Record.objects.get(pk=shelf.record.id).clock == 1


def test_a_register_is_opened_once_by_two() -> None:
    shelf = build_registers(build_world())
    unit = shelf.people.units["清岚县审计局"].public_id
    wanted = registers.RegisterDraft(shelf.kind.public_id, unit, "审计局电梯")

    def opened() -> object:
        return registers.open_register(shelf.people.actor("lin"), wanted)

    assert all_at_once(opened, opened) == ["", "registers.register_taken"]


def test_a_type_gets_one_version_of_a_number_and_shipped_ones_come_once() -> None:
    world = build_world()
    kind = registers.define_type(world.system, COUNTY, LIFTS)
    texts = [LIFTS.replace("提升高度", name) for name in ("高度", "行程")]
    done = all_at_once(*(lambda text=text: registers.change_type(world.system, kind.public_id, text) for text in texts))
    assert done == ["", ""]
    numbers = TypeVersion.objects.filter(type=kind.id).order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]

    def load() -> object:
        return registers.load_presets(world.system)

    assert all_at_once(load, load) == ["", ""]
    assert RegisterType.objects.filter(region=None).count() == len(shipped_types())
    assert TypeVersion.objects.exclude(type=kind.id).count() == len(shipped_types())


def test_an_import_is_published_once_by_two_and_two_imports_write_a_key_once(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    shelf = build_registers(build_world())
    li, lin = shelf.people.actor("li"), shelf.people.actor("lin")
    card = checked(shelf, [row("DT-1"), row("DT-2")])
    done = all_at_once(
        lambda: registers.publish_import(li, card.public_id), lambda: registers.publish_import(lin, card.public_id)
    )
    assert done == ["", "registers.import_not_ready"]
    one, other = checked(shelf, [row("DT-5"), row("DT-6")]), checked(shelf, [row("DT-6"), row("DT-7")])
    done = all_at_once(
        lambda: registers.publish_import(li, one.public_id), lambda: registers.publish_import(lin, other.public_id)
    )
    assert done == ["", "registers.import_outdated"]
    assert Record.objects.filter(register=shelf.ours.id, key__contains="dt-6").count() == 1


def test_an_import_and_a_form_do_not_enter_the_same_key(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    shelf = build_registers(build_world())
    li, lin = shelf.people.actor("li"), shelf.people.actor("lin")
    card = checked(shelf, [row(f"DT-{number}") for number in range(10, 60)])
    done = all_at_once(
        lambda: registers.publish_import(li, card.public_id),
        lambda: registers.add_record(lin, shelf.ours.public_id, draft(number="DT-30")),
    )
    assert done[0] == ""
    assert done[1] in ("registers.import_outdated", "registers.key_taken")
    assert Record.objects.filter(register=shelf.ours.id, key__endswith="dt-30").count() == 1
