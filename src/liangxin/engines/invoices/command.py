"""The command: read files, print their fields or JSON, compare them with what was typed.

Exit status 0; 1 where a typed field differs from the papers; 2 where a file is refused, with one sentence.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from liangxin.engines.invoices.comparing import compare
from liangxin.engines.invoices.reading import read_documents
from liangxin.engines.invoices.refusals import WrongCase
from liangxin.engines.invoices.structure import Comparison, ReadDocument
from liangxin.engines.invoices.terms import LABELS, MONEY, Agreement
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

DIFFERENT, REFUSED = 1, 2
LARGEST_CASE = 1_000_000


def main(arguments: list[str] | None = None, *, prog: str = "python -m liangxin.engines.invoices") -> int:
    """Read all files; a refusal is one sentence on standard error and exit status 2."""
    parser = argparse.ArgumentParser(
        prog=prog, description="读出发票、车辆证明和身份证的各项内容，并与填写的内容比对。"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="XML、OFD、PDF、图片或其压缩包")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--typed", type=Path, metavar="CASE.json", help="填写的内容：项目名称到值")
    chosen = parser.parse_args(arguments)
    try:
        read = [document for file in chosen.files for document in read_documents(file.read_bytes(), file.name)]
        compared = compare(read, _typed(chosen.typed)) if chosen.typed else ()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"打不开文件“{fault.filename}”。请检查路径和权限。", file=sys.stderr)
        return REFUSED
    if chosen.json:
        told = {"documents": [asdict(one) for one in read], "comparisons": [asdict(one) for one in compared]}
        print(json.dumps(told, ensure_ascii=False, indent=2, default=_plain))
    else:
        _show(read, compared)
    return DIFFERENT if any(one.verdict is Agreement.DIFFERS for one in compared) else 0


def _typed(path: Path) -> dict[str, str]:
    raw = path.read_bytes()[:LARGEST_CASE]
    try:
        case = json.loads(raw)
    except ValueError as fault:
        raise WrongCase(file=path.name) from fault
    if not isinstance(case, dict) or not all(isinstance(value, str | int) for value in case.values()):
        raise WrongCase(file=path.name)
    return {field: str(value) for field, value in case.items()}


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(value)


def _show(read: Sequence[ReadDocument], compared: Sequence[Comparison]) -> None:
    for document in read:
        print(f"{document.name}：{document.kind.label}")
        for field in document.fields:
            print(f"  {LABELS.get(field.name, field.name)}：{said(field.name, field.value)}  [{field.where}]")
        for line in document.lines:
            amount = "" if line.amount_fen is None else Money(line.amount_fen).exact()
            print("  行：" + "  ".join(part for part in (line.name, line.model or "", amount) if part))
        for warning in document.warnings:
            print(f"  注意：{warning}")
    for one in compared:
        beside = (
            f"，材料中是“{said(one.field, one.read)}”（{one.document}）" if one.verdict is Agreement.DIFFERS else ""
        )
        print(f"{one.verdict.label}：{LABELS.get(one.field, one.field)}“{one.typed}”{beside}")


def said(field: str, value: str) -> str:
    """A value as people read it: fen as 元."""
    return Money(int(value)).exact() if field in MONEY else value
