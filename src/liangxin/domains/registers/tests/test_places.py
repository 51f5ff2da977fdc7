"""Places on the small map: the points of a register, in the form and beside a record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.queries import places
from liangxin.domains.registers.queries.places import place_map
from liangxin.domains.registers.rules.reading import read_text
from liangxin.domains.registers.tests.test_web import at, client_of
from liangxin.domains.registers.tests.world import LIFTS, RegistersWorld, draft, shelf

__all__ = ["shelf"]
PLACED = LIFTS.replace("key: [estate", "  - {code: place, label: 位置, kind: place}\nkey: [estate")


@pytest.fixture
def placed(shelf: RegistersWorld) -> RegistersWorld:
    """Our type with a field of places, and two records that have one."""
    lin = shelf.people.actor("lin")
    registers.change_type(lin, shelf.kind.public_id, PLACED)
    for number, east in (("P-1", "117.1"), ("P-2", "117.2")):
        registers.add_record(lin, shelf.ours.public_id, draft(number=number, place=f"{east}, 36.5"))
    return shelf


def others(response: Any) -> list[Any]:
    points: list[Any] = json.loads(response.context["map"].others)
    return points


def test_a_form_shows_the_points_of_its_register(placed: RegistersWorld) -> None:
    response = client_of(placed, "li").get(at("record_new", placed.ours))
    assert others(response) == [[117.2, 36.5, "锦绣苑 P-2"], [117.1, 36.5, "锦绣苑 P-1"]]
    page = response.content.decode()
    assert 'data-input="field-f-place"' in page
    assert "没有底图" in page


def test_a_record_stands_on_the_map_among_the_others(placed: RegistersWorld) -> None:
    lin = placed.people.actor("lin")
    card = registers.add_record(lin, placed.ours.public_id, draft(number="P-3", place="117.3, 36.5"))
    response = client_of(placed, "li").get(at("record", card))
    assert 'data-place="117.3, 36.5"' in response.content.decode()
    assert [name for _, _, name in others(response)] == ["锦绣苑 P-2", "锦绣苑 P-1"]
    # A record of the version before has no such field, and no map.
    assert "place-map" not in client_of(placed, "li").get(at("record", placed.record)).content.decode()


def test_only_the_latest_points_are_drawn_and_the_map_says_so(
    placed: RegistersWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_POINTS", 1)
    shown = place_map(placed.people.actor("lin"), placed.ours.public_id, read_text(PLACED), tiles="")
    assert shown is not None
    assert (shown.count, shown.is_cut) == (1, True)
    assert "只画最近登记的 1 个点" in client_of(placed, "li").get(at("record_new", placed.ours)).content.decode()


def test_an_office_with_a_map_of_its_own_has_it_behind_the_points(placed: RegistersWorld, settings: Any) -> None:
    settings.MAP_TILES = "https://map.example/{z}/{x}/{y}.png"
    response = client_of(placed, "li").get(at("record_new", placed.ours))
    assert "没有底图" not in response.content.decode()
    assert "img-src 'self' data: blob: https://map.example;" in response["Content-Security-Policy"]
