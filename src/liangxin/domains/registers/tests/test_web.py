"""Screens of registers: the matrix of roles and deeds, lists, the form made from a type, files, the editor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.models import Record
from liangxin.domains.registers.tests.world import LIFTS, TYPED, RegistersWorld, draft, shelf

__all__ = ["shelf"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
ADD = {"deed": "add", **{f"f-{code}": text for code, text in (TYPED | {"number": "DT-100"}).items()}}


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def client_of(shelf: RegistersWorld, username: str) -> Client:
    client = Client()
    accounts = shelf.people.accounts
    if username == "stranger":
        _ = shelf.people.stranger
        account = type(accounts["li"]).objects.get(username="stranger")
    else:
        account = accounts[username]
    client.force_login(account, BACKEND)
    return client


def at(name: str, card: Any) -> str:
    return reverse(f"registers:{name}", args=[card.public_id])


@pytest.mark.parametrize(
    ("username", "reads", "fills", "fills_other_unit", "withdraws", "defines"),
    [
        ("li", 200, 302, 404, 302, 403),
        ("lin", 200, 302, 302, 302, 302),
        ("guan", 200, 403, 403, 403, 403),
        ("wang", 200, 403, 403, 403, 403),
        ("zhao", 200, 403, 403, 403, 403),
        ("chen", 200, 403, 403, 403, 403),
        ("sun", 404, 404, 404, 404, 404),
        ("stranger", 404, 404, 404, 404, 404),
    ],
)
def test_each_role_does_its_deeds_and_what_one_may_not_see_is_not_there(
    shelf: RegistersWorld,
    username: str,
    reads: int,
    fills: int,
    fills_other_unit: int,
    withdraws: int,
    defines: int,
) -> None:
    client = client_of(shelf, username)
    for address in (at("page", shelf.ours), at("record", shelf.record)):
        assert client.get(address).status_code == reads
    assert client.post(at("record_new", shelf.ours), ADD).status_code == fills
    assert client.post(at("record_new", shelf.other_unit), ADD).status_code == fills_other_unit
    withdraw = {"deed": "withdraw", "reason": "误登", "clock": "0"}
    assert client.post(at("record", shelf.record), withdraw).status_code == withdraws
    edit = {"deed": "save", "spec": LIFTS.replace("提升高度", "高度")}
    assert client.post(at("type_edit", shelf.kind), edit).status_code == defines


def test_a_list_costs_the_same_for_few_and_for_many(shelf: RegistersWorld) -> None:
    client, lin = client_of(shelf, "lin"), shelf.people.actor("lin")
    addresses = [reverse("registers:list"), reverse("registers:types"), at("page", shelf.ours)]
    few = [_queries(client, address) for address in addresses]
    for number in range(15):
        kind = registers.define_type(lin, COUNTY, LIFTS.replace("code: lifts", f"code: lifts{number}"))
        unit = shelf.people.units["清岚县财政局"].public_id
        registers.open_register(lin, registers.RegisterDraft(kind.public_id, unit, f"第{number}本"))
        registers.add_record(lin, shelf.ours.public_id, draft(number=f"N-{number}"))
    assert [_queries(client, address) for address in addresses] == few


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_records_of_a_register_are_narrowed_and_saved_with_all_their_fields(shelf: RegistersWorld) -> None:
    client, url = client_of(shelf, "li"), at("page", shelf.ours)
    registers.add_record(shelf.people.actor("li"), shelf.ours.public_id, draft(number="DT-2", estate="翠湖里"))
    assert "翠湖里" not in client.get(url, {"q": "锦绣"}).content.decode()
    assert "锦绣苑" not in client.get(url, {"stage_is": "confirmed"}).content.decode()
    saved: Any = client.get(url, {"save": "xlsx"})
    assert saved.getvalue()[:2] == b"PK"


def test_a_record_is_entered_changed_proved_and_moved_on_the_screens(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "li")
    assert "提升高度（米 · 可不填）" in client.get(at("record_new", shelf.ours)).content.decode()
    file = SimpleUploadedFile("评估.pdf", b"%PDF-1.4 report")
    added = client.post(at("record_new", shelf.ours), ADD | {"f-report": file})
    kept = Record.objects.get(shown_key="锦绣苑 DT-100")
    assert added["Location"] == at("record", kept)
    form = client.get(at("record_edit", kept)).content.decode()
    assert "已有“评估.pdf”" in form
    client.post(at("record_edit", kept), ADD | {"deed": "change", "clock": "0", "f-cost": "30"})
    page = client.get(at("record", kept)).content.decode()
    assert "还缺佐证" in page
    proof = {"deed": "evidence", "name": "检验报告", "file": SimpleUploadedFile("检验.pdf", b"%PDF-1.4 proof")}
    client.post(at("record", kept), proof)
    move = {"deed": "move", "to": "in_use", "clock": "1", "reached_on": timezone.localdate().isoformat()}
    assert client.post(at("record", kept), move).status_code == 302
    page = client.get(at("record", kept)).content.decode()
    assert "等待有确认权限的另一人确认" in page
    confirm = move | {"to": "confirmed", "clock": "2"}
    assert client.post(at("record", kept), confirm).status_code == 403
    assert client_of(shelf, "wang").post(at("record", kept), confirm).status_code == 302
    kept.refresh_from_db()
    assert (kept.stage, kept.values["cost"]) == ("confirmed", 30_000_000)


def test_every_slip_of_a_form_is_refused_beside_its_field_and_what_was_typed_stays(shelf: RegistersWorld) -> None:
    slips = ADD | {"f-estate": " ", "f-length": "很高", "f-cost": "贵", "f-how": "更换", "f-number": "写过的编号"}
    response = client_of(shelf, "li").post(at("record_new", shelf.ours), slips)
    page = response.content.decode()
    assert response.status_code == 422
    for said in ("有3处需要改正", "“小区”不能为空", "“很高”不是数量", "“贵”不是金额"):
        assert said in page
    assert 'value="写过的编号"' in page
    assert '<option value="更换" selected>' in page


def test_a_key_entered_twice_and_a_stale_form_are_refused_on_the_form(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "li")
    twice = client.post(at("record_new", shelf.ours), ADD | {"f-number": "DT-001"})
    assert twice.status_code == 409
    assert "已有“锦绣苑 DT-001”" in twice.content.decode()
    stale = client.post(at("record_edit", shelf.record), ADD | {"deed": "change", "clock": "7"})
    assert stale.status_code == 409
    assert "刚被林秋改过" in stale.content.decode()


def test_evidence_is_sent_to_those_who_see_the_record(shelf: RegistersWorld) -> None:
    shelf.prove()
    (one,) = shelf.page("lin").evidence
    sent: Any = client_of(shelf, "li").get(at("evidence", one))
    assert sent.getvalue() == b"%PDF-1.4\nfor tests"
    for username in ("sun", "stranger"):
        assert client_of(shelf, username).get(at("evidence", one)).status_code == 404


def test_withdrawn_records_are_shown_apart(shelf: RegistersWorld) -> None:
    registers.withdraw_record(shelf.people.actor("lin"), shelf.record.public_id, "重复", clock=0)
    client = client_of(shelf, "li")
    assert "锦绣苑" not in client.get(at("page", shelf.ours)).content.decode()
    assert "锦绣苑" in client.get(at("page", shelf.ours), {"withdrawn": "1"}).content.decode()
    assert "已撤回：重复" in client.get(at("record", shelf.record)).content.decode()


def test_the_editor_shows_each_fault_in_its_line_and_previews_what_is_whole(shelf: RegistersWorld) -> None:
    client, url = client_of(shelf, "lin"), reverse("registers:type_new")
    assert "street_lights_own" in client.get(url).content.decode()
    wrong = LIFTS.replace("unit: 米", "hint: 高").replace("mover: confirm", "mover: nobody")
    for deed, status in (("preview", 200), ("save", 422)):
        response = client.post(url, {"deed": deed, "region": COUNTY, "spec": wrong})
        page = response.content.decode()
        assert response.status_code == status
        assert "第 9 行" in page
        assert "第 17 行" in page
        assert "mover: nobody" in page
    preview = client.post(url, {"deed": "preview", "region": COUNTY, "spec": LIFTS}).content.decode()
    assert "须另一人确认" in preview
    own = LIFTS.replace("code: lifts", "code: own_lifts")
    assert client.post(url, {"deed": "save", "region": COUNTY, "spec": own}).status_code == 302


def test_a_shared_type_is_read_and_taken_as_the_base_of_an_own_one(shelf: RegistersWorld) -> None:
    registers.load_presets(shelf.people.system)
    client = client_of(shelf, "lin")
    assert "既有住宅加装电梯台账" in client.get(reverse("registers:types"), {"q": "加装"}).content.decode()
    kind = registers.types_for(
        shelf.people.actor("lin"), ["lifts_added"], timezone.localdate(), region_path=f"990000/990100/{COUNTY}/"
    )["lifts_added"]
    assert "以此为底新建" in client.get(reverse("registers:type", args=[kind])).content.decode()
    editor = client.get(reverse("registers:type_new"), {"from": str(kind)}).content.decode()
    assert "code: lifts_added" in editor


@pytest.mark.parametrize(("username", "panel"), [("li", "我单位的台账"), ("lin", "我单位的台账"), ("wang", "")])
def test_the_home_page_tells_of_the_registers_of_ones_unit(shelf: RegistersWorld, username: str, panel: str) -> None:
    unit = shelf.people.units["清岚县发展和改革局"].public_id
    system = shelf.people.system
    registers.open_register(system, registers.RegisterDraft(shelf.kind.public_id, unit, "发改局电梯"))
    page = client_of(shelf, username).get(reverse("home")).content.decode()
    assert ("我单位的台账" in page) is bool(panel)


def test_the_home_page_of_a_reviewer_tells_what_waits_to_be_confirmed(shelf: RegistersWorld) -> None:
    shelf.prove()
    registers.move_record(
        shelf.people.actor("lin"), shelf.record.public_id, "in_use", clock=0, reached_on=timezone.localdate()
    )
    assert "待确认的台账记录" in client_of(shelf, "wang").get(reverse("home")).content.decode()
    found = client_of(shelf, "li").get(reverse("search"), {"q": "锦绣苑"}).content.decode()
    assert at("record", shelf.record) in found
