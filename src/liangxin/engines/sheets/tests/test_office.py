"""Old formats through LibreOffice, and what LibreOffice makes of our files."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from liangxin.engines.sheets import read_sheet, write_marked, write_template
from liangxin.engines.sheets.tests.sample import HEAD, RENEWALS, read, workbook
from liangxin.engines.sheets.tests.test_template import RENEWAL

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine"),
]
RAW = workbook([HEAD, ["清岚水泵厂", "A-1", "三", 25]])


def converted(raw: bytes, kind: str, folder: Path) -> bytes:
    (folder / "source.xlsx").write_bytes(raw)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        kind,
        "--outdir",
        str(folder / "out"),
        str(folder / "source.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = list((folder / "out").glob("*"))
    if not made:
        pytest.skip("LibreOffice is on this machine without Calc, its part for workbooks")
    return made[0].read_bytes()


@pytest.mark.parametrize("kind", ["xls", "ods", "html"])
def test_old_formats_are_read_and_marked(kind: str, tmp_path: Path) -> None:
    raw = converted(RAW, kind, tmp_path)
    reading = read_sheet(RENEWALS, raw)
    assert [fault.code for fault in reading.faults] == ["sheets.not_a_number"]
    assert reading.notices[0].code == "sheets.converted"
    file = io.BytesIO()
    assert write_marked(raw, reading.faults, file, sheet=reading.sheet, head_row=reading.head_row) == ".xlsx"
    assert len(read(file.getvalue()).faults) == 1


def test_a_template_survives_another_program(tmp_path: Path) -> None:
    file = io.BytesIO()
    write_template(RENEWALS, file, [RENEWAL])
    reading = read_sheet(RENEWALS, converted(file.getvalue(), "xlsx:Calc MS Excel 2007 XML", tmp_path))
    assert reading.mark is not None
    assert [row.values for row in reading.rows] == [RENEWAL]


def test_a_marked_copy_opens_in_another_program(tmp_path: Path) -> None:
    file = io.BytesIO()
    reading = read(RAW)
    write_marked(RAW, reading.faults, file, sheet=reading.sheet, head_row=reading.head_row)
    again = read(converted(file.getvalue(), "xlsx:Calc MS Excel 2007 XML", tmp_path))
    assert [fault.sentence for fault in again.faults] == [fault.sentence for fault in reading.faults]
