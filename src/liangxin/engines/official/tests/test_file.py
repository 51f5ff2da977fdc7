"""The file as a whole: the same bytes each time, metadata, the schema's order, whole or not at all."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from liangxin.engines.official import OfficialDocument, Paragraph, document_bytes, write_document
from liangxin.engines.official.markup import PARAGRAPH_ORDER, RUN_ORDER
from liangxin.engines.official.tests.reading_back import opened, part, paths
from liangxin.engines.official.tests.sample import full_document


def test_the_same_document_gives_the_same_bytes() -> None:
    first = document_bytes(full_document())
    assert first == document_bytes(full_document())
    assert first != document_bytes(replace(full_document(), remark=""))


def test_nothing_in_the_file_comes_from_the_clock_or_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(document_bytes(full_document()))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in package.infolist()} == {3}
        assert package.testzip() is None


def test_the_file_says_its_title_author_language_and_day() -> None:
    document = OfficialDocument("清岚县\n通知\x00", author="县专班办公室", signed_on=date(2025, 3, 1))
    core = opened(document).core_properties
    assert (core.title, core.author, core.language) == ("清岚县通知", "县专班办公室", "zh-CN")
    assert core.created.date() == core.modified.date() == date(2025, 3, 1)
    given = opened(replace(document, created_on=date(2025, 2, 28))).core_properties
    assert given.created.date() == date(2025, 2, 28)


def test_without_a_day_the_file_names_none() -> None:
    core = part(OfficialDocument("题"), "docProps/core.xml")
    assert not paths(core, "//*[local-name()='created' or local-name()='modified']")


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer4.xml"])
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    """In another order Word calls the file damaged."""
    root = part(full_document(), name)
    for kind, order in (("pPr", PARAGRAPH_ORDER), ("rPr", RUN_ORDER)):
        found = paths(root, f"//w:{kind}[parent::w:p or parent::w:r or parent::w:style]")
        assert found
        for held in found:
            places = [order.index(child.tag.rpartition("}")[2]) for child in held]
            assert places == sorted(set(places))


def test_every_part_is_declared_and_every_relation_leads_to_a_part() -> None:
    with zipfile.ZipFile(io.BytesIO(document_bytes(full_document()))) as package:
        names = set(package.namelist())
    declared = paths(part(full_document(), "[Content_Types].xml"), "//*[local-name()='Override']/@PartName")
    assert {name.lstrip("/") for name in declared} == {
        name for name in names if not name.endswith(".rels") and name != "[Content_Types].xml"
    }
    targets = paths(part(full_document(), "word/_rels/document.xml.rels"), "//@Target")
    assert {f"word/{target}" for target in targets} <= names
    used = set(paths(part(full_document(), "word/document.xml"), "//@r:id"))
    assert used <= set(paths(part(full_document(), "word/_rels/document.xml.rels"), "//@Id"))


def test_every_style_used_is_defined() -> None:
    defined = set(paths(part(full_document(), "word/styles.xml"), "//w:style/@w:styleId"))
    used = set(paths(part(full_document(), "word/document.xml"), "//w:pStyle/@w:val"))
    assert used <= defined


def test_it_writes_to_a_path_and_to_an_open_file(tmp_path: Path) -> None:
    document = OfficialDocument("题", (Paragraph("文"),))
    file = io.BytesIO()
    write_document(document, file)
    write_document(document, tmp_path / "公文.docx")
    assert (tmp_path / "公文.docx").read_bytes() == file.getvalue() == document_bytes(document)
    assert [path.name for path in tmp_path.iterdir()] == ["公文.docx"]


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "公文.docx"
    target.write_bytes(b"before")

    def full_disk(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_document(OfficialDocument("题"), target)
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["公文.docx"]
