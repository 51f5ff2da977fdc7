"""What other programmes read of registers, and the repair desk."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.registers import api as registers
from liangxin.domains.registers import models
from liangxin.domains.registers.tests.test_counting import MEASURE, SUM, SUMMED, enter, feed, month
from liangxin.domains.registers.tests.test_web import client_of
from liangxin.domains.registers.tests.world import RegistersWorld, draft, shelf
from liangxin.foundation.accounts.desk import LookOnly

__all__ = ["shelf"]


def test_rest_gives_types_registers_and_records_with_their_evidence(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "lin")
    (kind,) = client.get("/api/registers/types/").json()["items"]
    assert (kind["code"], kind["fields"][2]["unit"], kind["feeds"]) == ("lifts", "米", None)
    assert kind["stages"][1]["evidence"] == ["检验报告"]
    listed = client.get("/api/registers/").json()
    assert (listed["count"], listed["items"][0]["type_id"]) == (2, kind["public_id"])
    one = client.get(f"/api/registers/{shelf.ours.public_id}").json()
    assert (one["overview"]["records"], one["figure"]) == (1, None)
    shelf.prove()
    (record,) = client.get(f"/api/registers/{shelf.ours.public_id}/records/").json()["items"]
    assert (record["values"]["cost"], record["evidence"]) == (28_600_000, 1)
    page = client.get(f"/api/registers/records/{record['public_id']}").json()
    assert [(each["name"], each["withdrawn_reason"]) for each in page["evidence"]] == [("检验报告", "")]
    none = client.get(f"/api/registers/{shelf.ours.public_id}/records/", {"stage": "confirmed"}).json()
    assert none["count"] == 0


def test_rest_gives_the_records_behind_a_figure(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    for number in ("A", "B"):
        enter(shelf, number, length="1.25")
    since, until = month(0).start.isoformat(), month(0).last_day.isoformat()
    asked = {"measure": MEASURE, "region": COUNTY, "since": since, "until": until}
    client = client_of(shelf, "lin")
    found = client.get("/api/registers/counted/", asked).json()
    assert found["count"] == 2
    assert sum(Decimal(str(one["figure"])) for one in found["items"]) == Decimal("2.5")
    assert client.get("/api/registers/counted/", asked | {"measure": "registers.none"}).status_code == 404
    assert client.get("/api/registers/counted/", asked | {"until": "2001-01-01"}).status_code == 404
    one = client.get(f"/api/registers/{shelf.ours.public_id}").json()
    assert one["figure"]["records"] == 2


@pytest.mark.parametrize("username", ["sun", "stranger"])
def test_what_one_may_not_see_is_not_there(shelf: RegistersWorld, username: str) -> None:
    client = client_of(shelf, username)
    for address in (f"{shelf.ours.public_id}", f"{shelf.ours.public_id}/records/", f"records/{shelf.record.public_id}"):
        assert client.get(f"/api/registers/{address}").status_code == 404


def test_lists_of_rest_cost_the_same_for_few_and_for_many(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "lin")
    addresses = ["/api/registers/", "/api/registers/types/", f"/api/registers/{shelf.ours.public_id}/records/"]

    def cost() -> list[int]:
        costs = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            costs.append(len(queries))
        return costs

    few = cost()
    unit = shelf.people.units["清岚县财政局"].public_id
    for number in range(15):
        registers.open_register(
            shelf.people.system, registers.RegisterDraft(shelf.kind.public_id, unit, f"第{number}本")
        )
        registers.add_record(shelf.people.actor("lin"), shelf.ours.public_id, draft(number=f"N-{number}"))
    assert cost() == few


def test_the_repair_desk_shows_every_table_and_changes_none() -> None:
    tables = [
        models.RegisterType,
        models.TypeVersion,
        models.Register,
        models.FurtherTarget,
        models.Record,
        models.Evidence,
        models.EvidenceWithdrawal,
    ]
    assert all(isinstance(admin.site._registry.get(table), LookOnly) for table in tables)
