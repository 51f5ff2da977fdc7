"""The command: a file, or one sentence and exit status 2."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from liangxin.engines.official.__main__ import main


def test_it_writes_the_document_that_a_file_describes(tmp_path: Path) -> None:
    specification, target = tmp_path / "通知.yaml", tmp_path / "通知.docx"
    specification.write_text("title: 通知\nblocks: [正文。]\n", encoding="utf-8")
    assert main([str(specification), str(target)]) == 0
    assert [paragraph.text for paragraph in docx.Document(str(target)).paragraphs] == ["通知", "正文。"]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("missing.json", None, "打不开"),
        ("broken.json", b"{", "不是可读的JSON或YAML"),
        ("broken.yaml", b"a: [", "不是可读的"),
        ("gbk.yaml", "title: 设备".encode("gb18030"), "不是可读的"),
        ("deep.json", b"[" * 100_000, "不是可读的"),
        ("day.yaml", b"title: a\nsigned_on: 2025-13-45", "不是可读的"),
        ("untitled.yaml", b"title: ' '", "没有标题"),
        ("wrong.yaml", b"title: a\nbody: b", "没有“body”这一项"),
    ],
)
def test_it_refuses_with_one_sentence_and_status_2(
    name: str, raw: bytes | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    target = tmp_path / "out.docx"
    assert main([str(tmp_path / name), str(target)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert printed.err.count("\n") == 1
    assert printed.err.endswith("。\n")
    assert not target.exists()


def test_it_refuses_a_place_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text("title: 通知", encoding="utf-8")
    assert main([str(tmp_path / "a.yaml"), str(tmp_path / "nowhere" / "a.docx")]) == 2
    assert "写不进去" in capsys.readouterr().err
