"""Old Word, WPS and RTF through LibreOffice, and clear words where it is missing or stuck."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from liangxin.engines.documents import DEFAULT_LIMITS, Format, read_document
from liangxin.engines.documents.refusals import (
    EncryptedFile,
    OfficeFailed,
    OfficeMissing,
    UnsupportedFormat,
)
from liangxin.engines.documents.tests.docx_files import write_docx
from liangxin.engines.documents.tests.sample import PLAN, TABLE, check_spans

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
RTF = rb"{\rtf1\ansi\ansicpg936 2027}"

with_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def office_folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("liangxin-office-*"))


@pytest.mark.office
@with_office
@pytest.mark.parametrize(("suffix", "kind"), [("doc", Format.DOC), ("rtf", Format.RTF)])
def test_it_reads_what_libreoffice_reads(tmp_path: Path, suffix: str, kind: Format) -> None:
    before = office_folders()
    (tmp_path / "plan.docx").write_bytes(write_docx(PLAN, table=TABLE))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    target = ["--convert-to", suffix, "--outdir", str(tmp_path), f"{tmp_path}/plan.docx"]
    subprocess.run(["soffice", "--headless", profile, *target], check=True, capture_output=True, timeout=60)
    document = read_document(tmp_path / f"plan.{suffix}")
    check_spans(document)
    assert document.format is kind
    assert document.text == PLAN + "\n" + "\n".join("\t".join(row) for row in TABLE)
    assert office_folders() == before


@pytest.mark.parametrize("raw", [RTF, OLE + "WordDocument".encode("utf-16-le")])
def test_it_says_to_save_as_docx_where_libreoffice_is_missing(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    with pytest.raises(OfficeMissing, match=r"另存为 \.docx"):
        read_document(raw)


def test_it_ends_a_conversion_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = office_folders()
    stuck = tmp_path / "soffice"
    stuck.write_text("#!/bin/sh\nsleep 60 & sleep 60\n")
    stuck.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _program: str(stuck))
    start = perf_counter()
    with pytest.raises(OfficeFailed, match="1秒"):
        read_document(RTF, limits=replace(DEFAULT_LIMITS, office_seconds=1))
    assert perf_counter() - start < 5
    assert office_folders() == before


def test_it_knows_old_word_files_with_a_password_and_containers_of_others() -> None:
    stream = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01" + bytes(500)
    directory = "WordDocument".encode("utf-16-le")
    with pytest.raises(EncryptedFile):
        read_document(OLE[:512] + stream + directory)
    with pytest.raises(UnsupportedFormat):
        read_document(OLE + "SomethingElse".encode("utf-16-le"))
