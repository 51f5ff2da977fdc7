"""Screens of workbooks: template, upload, check, marked copy, publish, undo, export, batches."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.models import Import, Record
from liangxin.domains.registers.terms import ImportState
from liangxin.domains.registers.tests.test_web import at, client_of
from liangxin.domains.registers.tests.workbooks import cells, checked, row, workbook
from liangxin.domains.registers.tests.world import RegistersWorld, draft, shelf
from liangxin.foundation.jobs.api import drain_jobs

__all__ = ["shelf"]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(client: Client, shelf: RegistersWorld, rows: list[list[Any]]) -> Import:
    """A workbook dropped on the page of its register, and checked."""
    file = SimpleUploadedFile("九月.xlsx", workbook(rows))
    answer: Any = client.post(at("imports", shelf.ours), {"file": file})
    batch = Import.objects.latest("id")
    assert answer["Location"] == reverse("registers:import", args=[batch.public_id])
    assert "排队等待" in client.get(answer["Location"]).content.decode()
    drain_jobs()
    over = client.get(reverse("registers:import_progress", args=[batch.public_id]))
    assert (over.status_code, over["HX-Redirect"]) == (286, answer["Location"])
    batch.refresh_from_db()
    return batch


def page_of(batch: Import, name: str = "import") -> str:
    return reverse(f"registers:{name}", args=[batch.public_id])


def test_templates_are_for_the_register_and_for_the_type(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "li")
    for address in (at("template", shelf.ours), at("type_template", shelf.kind)):
        answer: Any = client.get(address)
        head = cells(answer.getvalue())[0]
        assert head[:3] == ["小区", "设备编号", "提升高度（米）"]
        assert head[-2:] == ["阶段", "到达日期"]
    assert client_of(shelf, "sun").get(at("template", shelf.ours)).status_code == 404


def test_a_workbook_is_dropped_looked_at_mended_published_and_undone(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "li")
    batch = sent(client, shelf, [row("DT-002"), row("DT-003", length="很长")])
    page = client.get(page_of(batch)).content.decode()
    for words in ("C3", "很长", "不是数", "只发布无误的行", "发布：新增 1 条，修改 0 条"):
        assert words in page
    marked: Any = client.get(page_of(batch, "import_marked"))
    assert "%E6%A0%87%E5%87%BA%E9%97%AE%E9%A2%98.xlsx" in marked["Content-Disposition"]
    assert "很长" in str(cells(marked.getvalue()))
    assert client.post(page_of(batch), {"deed": "publish"}).status_code == 409
    assert client.post(page_of(batch), {"deed": "publish", "sound_only": "1"}).status_code == 302
    assert Record.objects.filter(register=shelf.ours.id).count() == 2
    record = Record.objects.get(key__endswith="dt-002")
    assert "九月.xlsx" in client.get(at("record", record)).content.decode()
    assert client.post(page_of(batch), {"deed": "undo", "reason": ""}).status_code == 422
    assert client.post(page_of(batch), {"deed": "undo", "reason": "传错了"}).status_code == 302
    assert "传错了" in client.get(page_of(batch)).content.decode()


def test_what_a_row_changes_is_shown_field_by_field(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "li")
    batch = sent(client, shelf, [row("DT-001", cost=30), row("DT-002")])
    page = client.get(page_of(batch)).content.decode()
    assert "投资额 286 000.00 元 → 300 000.00 元" in page
    changed = client.get(page_of(batch, "import_rows"), {"outcome_is": "changed"}).content.decode()
    assert "DT-002" not in changed
    assert client.post(page_of(batch), {"deed": "publish"}).status_code == 302
    again = sent(client, shelf, [row("DT-002"), row("DT-001", cost=30)])
    told = client.get(page_of(again)).content.decode()
    assert "同一份清单已由李青禾于" in told
    assert client.post(page_of(again), {"deed": "publish"}).status_code == 409


def test_what_cannot_be_read_says_why_and_a_missing_file_is_asked_for(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "li")
    assert client.post(at("imports", shelf.ours), {}).status_code == 422
    batch = sent(client, shelf, [])
    other = SimpleUploadedFile("别的.xlsx", workbook([["甲"]], ["完全不同"]))
    client.post(at("imports", shelf.ours), {"file": other})
    drain_jobs()
    refused = Import.objects.latest("id")
    assert "没有找到" in client.get(page_of(refused)).content.decode()
    assert "没有要新增或修改的记录" in client.get(page_of(batch)).content.decode()
    assert "别的.xlsx" in client.get(at("imports", shelf.ours)).content.decode()


def test_large_imports_are_published_by_a_job(shelf: RegistersWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liangxin.domains.registers.actions.imports.QUICK_ROWS", 1)
    client = client_of(shelf, "li")
    batch = sent(client, shelf, [row("DT-002"), row("DT-003")])
    client.post(page_of(batch), {"deed": "publish"})
    assert Record.objects.filter(register=shelf.ours.id).count() == 1
    drain_jobs()
    batch.refresh_from_db()
    assert ImportState.of(batch.state) is ImportState.PUBLISHED
    client.post(page_of(batch), {"deed": "undo", "reason": "传错了"})
    drain_jobs()
    batch.refresh_from_db()
    assert ImportState.of(batch.state) is ImportState.UNDONE


def test_a_job_that_is_refused_says_so_on_the_page(shelf: RegistersWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liangxin.domains.registers.actions.imports.QUICK_ROWS", 1)
    client = client_of(shelf, "li")
    batch = sent(client, shelf, [row("DT-002"), row("DT-003")])
    registers.add_record(shelf.people.actor("lin"), shelf.ours.public_id, draft(number="DT-002"))
    client.post(page_of(batch), {"deed": "publish"})
    drain_jobs()
    assert "核对以后记录有变动：锦绣苑 DT-002" in client.get(page_of(batch)).content.decode()
    client.post(page_of(batch), {"deed": "recheck"})
    drain_jobs()
    batch.refresh_from_db()
    assert (batch.rows_new, batch.rows_unchanged + batch.rows_changed) == (1, 1)


def test_what_is_exported_reads_back_as_unchanged_and_is_what_the_filters_leave(shelf: RegistersWorld) -> None:
    client, li = client_of(shelf, "li"), shelf.people.actor("li")
    registers.add_record(li, shelf.ours.public_id, draft(estate="翠湖里", number="DT-9", length=""))
    whole: Any = client.get(at("page", shelf.ours), {"save": "xlsx"})
    content = whole.getvalue()
    assert len(load_workbook(io.BytesIO(content)).worksheets[0]["A"]) == 4  # heading, notes, two records
    card = registers.take_import(li, shelf.ours.public_id, content, "导出.xlsx")
    card = registers.check_import(li, card.public_id)
    assert (card.unchanged, card.rows) == (2, 2)
    some: Any = client.get(at("page", shelf.ours), {"save": "xlsx", "q": "翠湖"})
    assert len(cells(some.getvalue())) == 3


def test_a_page_of_an_import_costs_the_same_for_few_and_for_many(shelf: RegistersWorld) -> None:
    client = client_of(shelf, "li")
    few = checked(shelf, [row("DT-1", length="甲"), row("DT-2")])
    many = checked(shelf, [row(f"DT-1{n}", length="甲") for n in range(20)] + [row(f"DT-2{n}") for n in range(20)])
    for name in ("import", "import_rows"):
        counts = []
        for card in (few, few, many):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(reverse(f"registers:{name}", args=[card.public_id])).status_code == 200
            counts.append(len(queries))
        assert counts[1] == counts[2], name


def test_a_batch_is_moved_on_its_screen_with_one_file_for_all_but_those_left_out(shelf: RegistersWorld) -> None:
    client, li = client_of(shelf, "li"), shelf.people.actor("li")
    left = registers.add_record(li, shelf.ours.public_id, draft(number="DT-9"))
    page = client.get(at("batch", shelf.ours)).content.decode()
    assert "检验报告（2 条还缺" in page
    form = {"deed": "move", "move": "planned>in_use", "reached_on": timezone.localdate().isoformat(), "seen": "2"}
    assert client.post(at("batch", shelf.ours), form | {"leave": str(left.public_id)}).status_code == 409
    proof = SimpleUploadedFile("全部.pdf", b"%PDF-1.4 proof")
    moved = client.post(at("batch", shelf.ours), form | {"leave": str(left.public_id), "evidence-检验报告": proof})
    assert moved.status_code == 302
    assert sorted(Record.objects.filter(register=shelf.ours.id).values_list("stage", flat=True)) == [
        "in_use",
        "planned",
    ]
    assert client.post(at("batch", shelf.ours), form | {"seen": "7"}).status_code == 409
    proof = SimpleUploadedFile("全部.pdf", b"%PDF-1.4 proof")
    assert (
        client.post(at("batch", shelf.ours), {"deed": "prove", "seen": "2", "evidence-检验报告": proof}).status_code
        == 302
    )
    assert client_of(shelf, "sun").get(at("batch", shelf.ours)).status_code == 404
