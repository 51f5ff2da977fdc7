"""`python -m liangxin.engines.sheets`: write the template of a list, or check a workbook against it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from liangxin.engines.sheets import Kind, SheetReading, read_sheet, read_sheet_type, write_marked, write_template
from liangxin.engines.sheets.refusals import FileUnreachable
from liangxin.engines.sheets.setting import shown_text
from liangxin.engines.sheets.sheet_type import PERSONAL
from liangxin.kernel.refusal import Refusal

REFUSED = 2
_MOST_SHOWN = 200


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 2 where the file is refused (one sentence on standard error) or has faults (listed)."""
    chosen = _parser().parse_args(arguments)
    try:
        sheet_type = read_sheet_type(chosen.type)
        if chosen.deed == "template":
            _written(chosen.target, lambda: write_template(sheet_type, chosen.target))
            return 0
        reading = read_sheet(sheet_type, chosen.file, name=chosen.file.name, sheet=chosen.sheet, on=chosen.on)
        if chosen.out and reading.faults:
            _written(chosen.out, lambda: _mark(chosen.file, reading, chosen.out))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    _print(reading, as_json=chosen.json)
    return REFUSED if reading.faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m liangxin.engines.sheets", description="写台账模板，核对填好的工作簿。"
    )
    deeds = parser.add_subparsers(dest="deed", required=True)
    template = deeds.add_parser("template", help="写模板（.xlsx）")
    template.add_argument("type", type=Path, metavar="TYPE", help="表的说明，JSON或YAML")
    template.add_argument("target", type=Path, metavar="OUT.xlsx", help="写到哪个文件")
    check = deeds.add_parser("check", help="核对工作簿")
    check.add_argument("type", type=Path, metavar="TYPE", help="表的说明，JSON或YAML")
    check.add_argument("file", type=Path, metavar="FILE", help="要核对的工作簿")
    check.add_argument("--out", type=Path, metavar="MARKED.xlsx", help="有问题时，把标出问题的副本写到哪个文件")
    check.add_argument("--sheet", help="读哪一张工作表")
    check.add_argument("--on", type=date.fromisoformat, metavar="2025-06-30", help="以哪一天为准核对证件号码")
    check.add_argument("--json", action="store_true", help="输出行、问题和提示")
    return parser


def _mark(source: Path, reading: SheetReading, target: Path) -> None:
    write_marked(source, reading.faults, target, sheet=reading.sheet, head_row=reading.head_row, name=source.name)


def _written(target: Path, write: Any) -> None:
    try:
        write()
    except OSError as fault:
        raise FileUnreachable(path=target) from fault


def _print(reading: SheetReading, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_described(reading), ensure_ascii=False, indent=2))
        return
    print(f"工作表“{reading.sheet}”：{len(reading.rows)}行，其中{len(reading.sound_rows)}行没有问题。")
    for notice in reading.notices:
        print(f"提示：{notice}")
    for fault in reading.faults[:_MOST_SHOWN]:
        print(f"{fault.column}{fault.row}：{fault.sentence}{fault.remedy}")
    if len(reading.faults) > _MOST_SHOWN:
        print(f"问题共{len(reading.faults)}处，只列出前{_MOST_SHOWN}处。")


def _described(reading: SheetReading) -> dict[str, Any]:
    """Values are written out as texts, personal numbers masked."""
    columns = [found.column for found in reading.columns]
    personal = {column.code: column.kind for column in columns if column.kind in PERSONAL}
    return {
        "sheet": reading.sheet,
        "head_row": reading.head_row,
        "digest": reading.digest,
        "columns": {found.column.code: found.letters for found in reading.columns},
        "rows": [
            {"row": row.number, "sound": row.sound, "digest": row.digest, "values": _plain(row.values, personal)}
            for row in reading.rows
        ],
        "faults": [fault.as_json() for fault in reading.faults],
        "notices": [{"code": notice.code, "sentence": str(notice)} for notice in reading.notices],
    }


def _plain(values: dict[str, Any], personal: dict[str, Kind]) -> dict[str, Any]:
    return {code: _plain_value(value, personal.get(code)) for code, value in values.items() if value is not None}


def _plain_value(value: Any, personal: Kind | None) -> Any:
    if personal is not None:
        return shown_text(personal, str(value))
    if isinstance(value, bool | int | str):
        return value
    exact = getattr(value, "exact", None)
    return exact() if exact else str(value)


if __name__ == "__main__":
    sys.exit(main())
