"""Registers renamed, handed over, closed and opened again; types retired; evidence withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Family, IndicatorKind
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.registers import api as registers
from liangxin.domains.registers import errors
from liangxin.domains.registers.models import Evidence, EvidenceWithdrawal, Register, RegisterType
from liangxin.domains.registers.queries.types import types_usable
from liangxin.domains.registers.terms import Deed
from liangxin.domains.registers.tests.test_web import at, client_of
from liangxin.domains.registers.tests.world import LIFTS, RegistersWorld, draft, shelf
from liangxin.foundation.accounts.api import NotAllowed

__all__ = ["shelf"]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def page(shelf: RegistersWorld, username: str = "lin") -> registers.RegisterPage:
    return registers.register_page(shelf.people.actor(username), shelf.ours.public_id, timezone.localdate())


def unit(shelf: RegistersWorld, name: str) -> Any:
    return shelf.people.units[name].public_id


def test_a_register_is_renamed_and_handed_over_with_a_reason_on_its_trail(shelf: RegistersWorld) -> None:
    lin, ours = shelf.people.actor("lin"), shelf.ours.public_id
    registers.rename_register(lin, ours, " 商务局老旧电梯 ", "名称不准")
    registers.hand_over_register(lin, ours, unit(shelf, "清岚县审计局"), "职能划转")
    now = page(shelf)
    assert (now.card.title, now.card.unit_name, now.card.records) == ("商务局老旧电梯", "清岚县审计局", 1)
    lines = [(line.verb, line.reason) for line in now.history[:2]]
    assert lines == [(Deed.HANDED_OVER, "职能划转"), (Deed.RENAMED, "名称不准")]
    with pytest.raises(errors.RegisterNotFound):
        page(shelf, "li")


@pytest.mark.parametrize("reason", ["", "  "])
def test_each_deed_asks_for_its_reason(shelf: RegistersWorld, reason: str) -> None:
    lin, ours = shelf.people.actor("lin"), shelf.ours.public_id
    deeds: list[Callable[[], None]] = [
        lambda: registers.rename_register(lin, ours, "别名", reason),
        lambda: registers.hand_over_register(lin, ours, unit(shelf, "清岚县审计局"), reason),
        lambda: registers.close_register(lin, ours, reason),
        lambda: registers.retire_type(lin, shelf.kind.public_id, reason),
    ]
    for deed in deeds:
        with pytest.raises(errors.FieldMissing):
            deed()


def test_it_refuses_a_title_of_another_register_a_unit_elsewhere_and_who_may_not(shelf: RegistersWorld) -> None:
    lin, li, ours = shelf.people.actor("lin"), shelf.people.actor("li"), shelf.ours.public_id
    second = registers.RegisterDraft(shelf.kind.public_id, unit(shelf, "清岚县商务局"), "第二本")
    registers.open_register(lin, second)
    with pytest.raises(errors.RegisterTaken):
        registers.rename_register(lin, ours, "第二本", "改")
    with pytest.raises(errors.UnitElsewhere):
        registers.hand_over_register(shelf.people.system, ours, unit(shelf, "北屏县发展和改革局"), "划转")
    with pytest.raises(NotAllowed):
        registers.close_register(li, ours, "完成")
    with pytest.raises(errors.RegisterNotFound):
        registers.close_register(shelf.people.actor("sun"), ours, "完成")


def test_a_closed_register_takes_no_more_records_but_those_in_it_go_on(shelf: RegistersWorld) -> None:
    lin, ours = shelf.people.actor("lin"), shelf.ours.public_id
    registers.close_register(lin, ours, "任务完成")
    with pytest.raises(errors.RegisterClosed):
        registers.add_record(lin, ours, draft(number="DT-9"))
    with pytest.raises(errors.RegisterClosed):
        registers.close_register(lin, ours, "又一次")
    shelf.prove()
    today = timezone.localdate()
    moved = registers.move_record(lin, shelf.record.public_id, "in_use", clock=0, reached_on=today)
    assert moved.stage == "in_use"
    assert not page(shelf).may_fill
    registers.reopen_register(lin, ours, "还有一批")
    registers.add_record(lin, ours, draft(number="DT-9"))
    with pytest.raises(errors.RegisterOpen):
        registers.reopen_register(lin, ours, "又一次")
    with pytest.raises(IntegrityError, match="registers_register_closed_has_reason"), transaction.atomic():
        Register.objects.update(closed_at=timezone.now())


def test_no_register_is_opened_of_a_retired_type_and_those_open_go_on(shelf: RegistersWorld) -> None:
    lin, kind = shelf.people.actor("lin"), shelf.kind.public_id
    registers.retire_type(lin, kind, "改用通用类型")
    wanted = registers.RegisterDraft(kind, unit(shelf, "清岚县审计局"), "审计局电梯")
    with pytest.raises(errors.TypeRetired, match="改用通用类型"):
        registers.open_register(lin, wanted)
    with pytest.raises(errors.TypeRetired):
        registers.retire_type(lin, kind, "再来")
    assert kind not in [found.public_id for found in _choices(shelf)]
    registers.add_record(lin, shelf.ours.public_id, draft(number="DT-9"))
    registers.restore_type(lin, kind)
    registers.open_register(lin, wanted)
    with pytest.raises(errors.TypeInUse):
        registers.restore_type(lin, kind)


def _choices(shelf: RegistersWorld) -> list[RegisterType]:
    return list(types_usable(shelf.people.actor("lin"), timezone.localdate(), shelf.people.region(COUNTY).path))


def test_a_shared_type_is_not_retired(shelf: RegistersWorld) -> None:
    registers.load_presets(shelf.people.system)
    shared = RegisterType.objects.filter(region=None)[:1].get()
    with pytest.raises(errors.TypeShared):
        registers.retire_type(shelf.people.system, shared.public_id, "不用")


def test_wrong_evidence_is_withdrawn_with_a_reason_and_proves_nothing(shelf: RegistersWorld) -> None:
    shelf.prove()
    (one,) = shelf.page("lin").evidence
    registers.withdraw_evidence(shelf.people.actor("lin"), one.public_id, "传错文件")
    now = shelf.page("lin")
    assert [(card.file_name, card.withdrawn_reason) for card in now.evidence] == [("report.pdf", "传错文件")]
    assert (now.card.evidence, now.moves[0].missing) == (0, ("检验报告",))
    assert now.history[0].verb == Deed.EVIDENCE_WITHDRAWN
    with pytest.raises(errors.EvidenceMissing):
        registers.move_record(
            shelf.people.actor("lin"), shelf.record.public_id, "in_use", clock=0, reached_on=timezone.localdate()
        )
    with pytest.raises(errors.EvidenceWithdrawnBefore):
        shelf.prove()
    with pytest.raises(IntegrityError, match="registers_evidencewithdrawal only grows"), transaction.atomic():
        EvidenceWithdrawal.objects.all().delete()


def test_a_stage_does_not_lose_its_only_proof(shelf: RegistersWorld) -> None:
    shelf.prove()
    lin, record = shelf.people.actor("lin"), shelf.record.public_id
    registers.move_record(lin, record, "in_use", clock=0, reached_on=timezone.localdate())
    (one,) = shelf.page("lin").evidence
    with pytest.raises(errors.EvidenceNeeded, match="已投用"):
        registers.withdraw_evidence(lin, one.public_id, "传错文件")
    registers.add_evidence(lin, record, "检验报告", registers.Upload(b"%PDF-1.4 better", "second.pdf"))
    registers.withdraw_evidence(lin, one.public_id, "传错文件")
    (second,) = [card for card in shelf.page("lin").evidence if not card.withdrawn_reason]
    registers.move_record(lin, record, "planned", clock=1, reached_on=timezone.localdate(), reason="未检验")
    registers.withdraw_evidence(lin, second.public_id, "也不对")
    assert shelf.page("lin").card.evidence == 0


def test_what_proves_a_confirmed_record_is_not_withdrawn_and_only_by_who_fills(shelf: RegistersWorld) -> None:
    shelf.prove()
    (one,) = shelf.page("lin").evidence
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        registers.withdraw_evidence(shelf.people.actor("wang"), one.public_id, "不对")
    with pytest.raises(errors.RecordNotFound):
        registers.withdraw_evidence(shelf.people.actor("sun"), one.public_id, "不对")
    registers.move_record(shelf.people.actor("lin"), shelf.record.public_id, "in_use", clock=0, reached_on=today)
    registers.move_record(shelf.people.actor("wang"), shelf.record.public_id, "confirmed", clock=1, reached_on=today)
    with pytest.raises(errors.RecordConfirmed):
        registers.withdraw_evidence(shelf.people.actor("lin"), one.public_id, "不对")


def test_the_file_of_a_field_stays_while_the_field_names_it(shelf: RegistersWorld) -> None:
    lin = shelf.people.actor("lin")
    sent = registers.RecordDraft(draft(number="DT-9").typed, {"report": registers.Upload(b"%PDF-1.4 r", "评估.pdf")})
    card = registers.add_record(lin, shelf.ours.public_id, sent)
    one = Evidence.objects.get(record=card.id)
    with pytest.raises(errors.EvidenceNeeded):
        registers.withdraw_evidence(lin, one.public_id, "不对")


@pytest.mark.parametrize(("username", "status"), [("lin", 200), ("li", 403), ("wang", 403), ("sun", 404)])
def test_the_page_of_a_registers_life_is_for_who_opens_registers_there(
    shelf: RegistersWorld, username: str, status: int
) -> None:
    assert client_of(shelf, username).get(at("manage", shelf.ours)).status_code == status


def test_registers_are_renamed_closed_and_types_retired_on_the_screens(shelf: RegistersWorld) -> None:
    client, url = client_of(shelf, "lin"), at("manage", shelf.ours)
    refused = client.post(url, {"deed": "close", "reason": " ", "title": "写过的名称"})
    assert refused.status_code == 422
    assert "写过的名称" in refused.content.decode()
    client.post(url, {"deed": "rename", "reason": "改", "title": "新名称"})
    client.post(url, {"deed": "hand_over", "reason": "划转", "unit": str(unit(shelf, "清岚县审计局"))})
    assert client.post(url, {"deed": "hand_over", "reason": "划转", "unit": ""}).status_code == 422
    client.post(url, {"deed": "close", "reason": "任务完成"})
    shown = client.get(at("page", shelf.ours)).content.decode()
    assert "已封账：任务完成" in shown
    assert "登记一条" not in shown
    client.post(url, {"deed": "reopen", "reason": "补登"})
    assert "已封账" not in client.get(url).content.decode()
    kind = reverse("registers:type", args=[shelf.kind.public_id])
    client.post(kind, {"deed": "retire", "reason": "改用通用类型"})
    assert "已停用：改用通用类型" in client.get(kind).content.decode()
    client.post(kind, {"deed": "restore"})
    assert "已停用" not in client.get(kind).content.decode()


def test_evidence_is_withdrawn_on_the_record_page(shelf: RegistersWorld) -> None:
    shelf.prove()
    (one,) = shelf.page("lin").evidence
    client, url = client_of(shelf, "li"), at("record", shelf.record)
    wrong = {"deed": "withdraw_evidence", "evidence": str(one.public_id), "evidence_reason": ""}
    assert client.post(url, wrong).status_code == 422
    assert client.post(url, wrong | {"evidence": "x"}).status_code == 422
    assert client.post(url, wrong | {"evidence_reason": "传错文件"}).status_code == 302
    shown = client.get(url).content.decode()
    assert "传错文件" in shown
    assert "还缺佐证" in shown


def test_a_type_says_its_indicators_by_name(shelf: RegistersWorld) -> None:
    system = shelf.people.system
    for code, name in (("made_up", "虚构电梯数"), ("made_up_rate", "虚构电梯更新率")):
        known = indicators.IndicatorDraft(name, "部", IndicatorKind.CUMULATIVE, Family.CONSTRUCTION)
        indicators.add_indicator(system, code, known)
    own = LIFTS.replace("code: lifts", "code: own_lifts")
    feeds = "feeds: {indicator: made_up, how: count, stage: in_use}\nserves: [made_up_rate]\n"
    card = registers.define_type(shelf.people.actor("lin"), COUNTY, own + feeds)
    shown = client_of(shelf, "lin").get(at("type", card)).content.decode()
    assert 'title="made_up">虚构电梯数</a>' in shown
    assert '<span title="made_up_rate">虚构电梯更新率</span>' in shown
