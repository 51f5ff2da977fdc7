"""Files that are written for the browser to save: their name, their type, and nothing left open where it fails."""

from __future__ import annotations

from typing import IO

import pytest

from liangxin.foundation.ui.downloads import saved_as, written
from liangxin.foundation.ui.sent_workbooks import marked_copy


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("清单.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("清单.XLSM", "application/vnd.ms-excel.sheet.macroEnabled.12"),
        ("清单.bin", "application/octet-stream"),
    ],
)
def test_a_file_is_saved_under_its_name_with_the_type_of_its_suffix(name: str, media_type: str) -> None:
    response = saved_as(name, lambda out: out.write(b"PK"))
    assert response.headers["Content-Type"] == media_type
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.getvalue() == b"PK"
    assert response.file_to_stream
    response.file_to_stream.close()


def test_a_marked_copy_with_macros_stays_one() -> None:
    def write(out: IO[bytes]) -> tuple[str, str]:
        out.write(b"PK")
        return "县级数据.xlsm", ".xlsm"

    response = marked_copy(write)
    assert response.headers["Content-Type"] == "application/vnd.ms-excel.sheet.macroEnabled.12"
    assert response.filename == "县级数据_标出问题.xlsm"
    assert response.file_to_stream
    response.file_to_stream.close()


def test_a_file_that_could_not_be_written_is_closed() -> None:
    kept: list[IO[bytes]] = []

    def fail(out: IO[bytes]) -> None:
        kept.append(out)
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        written(fail)
    assert kept[0].closed
