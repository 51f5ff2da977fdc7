"""`liangxin registers …`: types, templates and checks of workbooks without a database; imports with the product's.

Exit status 0, or 2 where something is refused or has faults.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liangxin.faces.cli.product import of_data_folder, progress, without_database
from liangxin.faces.cli.refusals import FileMissing, FileUnwritable

if TYPE_CHECKING:
    from liangxin.domains.registers.api import ImportCard, WorkbookCheck

REFUSED = 2
MOST_SHOWN = 50


def main(arguments: list[str]) -> int:
    """Run one verb."""
    options = _parser().parse_args(arguments)
    verbs = {"types": _types, "template": _template, "check": _check, "import": _import}
    return verbs[options.deed](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="liangxin registers", description="台账：类型、模板、核对和导入工作簿。")
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="types|template|check|import")
    types = deeds.add_parser("types", help="列出随附的台账类型")
    template = deeds.add_parser("template", help="写一类台账的模板（不需要数据库）")
    check = deeds.add_parser("check", help="核对填好的工作簿（不需要数据库）")
    take = deeds.add_parser("import", help="导入工作簿到台账（用数据目录的数据库）")
    for deed in (template, check, take):
        deed.add_argument("type", metavar="TYPE", help="类型的代码或名称，或写着类型的 .yaml 文件（import 除外）")
    template.add_argument("out", type=Path, metavar="OUT.xlsx", help="写到哪个文件")
    for deed in (check, take):
        deed.add_argument("file", type=Path, metavar="FILE.xlsx", help="工作簿：xlsx、xls、csv 等")
        deed.add_argument("--out", type=Path, metavar="MARKED.xlsx", help="有问题时，把标出问题的副本写到哪个文件")
    for deed in (types, check, take):
        deed.add_argument("--json", action="store_true", help="输出 JSON")
    add = take.add_argument
    add("--register", default="", metavar="ID|名称", help="导入哪一本台账")
    add("--region", default="", metavar="CODE", help="台账的区划代码")
    add("--unit", default="", metavar="NAME", help="填报单位的名称")
    add("--as", default="", metavar="USERNAME", dest="username", help="以哪个账号办理（默认为系统）")
    add("--sound-rows", action="store_true", help="有误时只导入无误的行")
    return parser


def _types(options: argparse.Namespace) -> int:
    with without_database():
        from liangxin.domains.registers.api import shipped_types

        types = shipped_types()
    if options.json:
        told = [
            {
                "code": spec.code,
                "name": spec.name,
                "unit": spec.unit,
                "counts": spec.counts,
                "key": list(spec.key),
                "stages": [stage.label for stage in spec.stages],
                "indicator": spec.feed.indicator if spec.feed else None,
            }
            for spec in types
        ]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for head in ("代码", "名称", "一条记录是", "主键"):
        table.add_column(head, overflow="fold")
    for spec in types:
        labels = {field.code: field.label for field in spec.fields}
        table.add_row(spec.code, spec.name, spec.counts, "、".join(labels[code] for code in spec.key))
    Console(highlight=False).print(table)
    return 0


def _template(options: argparse.Namespace) -> int:
    with without_database():
        from liangxin.domains.registers.api import shipped_type, write_type_template

        spec = shipped_type(options.type)
        _written(options.out, lambda: write_type_template(spec, options.out))
    print(f"已写好“{spec.name}”的模板：{options.out}")
    return 0


def _check(options: argparse.Namespace) -> int:
    _require_file(options.file)
    with without_database():
        from django.utils import timezone

        from liangxin.domains.registers.api import check_workbook, mark_workbook, shipped_type

        spec = shipped_type(options.type)
        with progress() as report:
            check = check_workbook(spec, options.file, timezone.localdate(), report)
        if options.out and check.faults:
            _written(options.out, lambda: mark_workbook(options.file, check, options.out))
    _tell_check(check, options)
    return REFUSED if check.faults else 0


def _tell_check(check: WorkbookCheck, options: argparse.Namespace) -> None:
    faults = [(one, one.sentence % one.details, one.remedy % one.details) for one in check.faults]
    if options.json:
        told = {
            "sheet": check.sheet,
            "rows": check.rows,
            "sound": check.sound,
            "digest": check.digest,
            "notices": list(check.notices),
            "faults": [
                {
                    "row": one.row, "column": one.column, "label": one.label, "code": one.code,
                    "sentence": sentence, "remedy": remedy, "typed": one.typed,
                }
                for one, sentence, remedy in faults
            ],
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    print(f"工作表“{check.sheet}”：{check.rows}行，其中{check.sound}行没有问题。")
    for notice in check.notices:
        print(f"提示：{notice}")
    for one, sentence, remedy in faults[:MOST_SHOWN]:
        print(f"{one.column}{one.row}：{sentence}{remedy}")
    if len(faults) > MOST_SHOWN:
        print(f"问题共{len(faults)}处，只列出前{MOST_SHOWN}处。")
    if options.out and faults:
        print(f"标出问题的副本：{options.out}")


def _import(options: argparse.Namespace) -> int:
    _require_file(options.file)
    with of_data_folder():
        return _imported(options)


def _imported(options: argparse.Namespace) -> int:
    from liangxin.domains.registers import api as registers
    from liangxin.domains.registers.errors import ImportEmpty, ImportHasFaults

    actor = _actor(options.username)
    register = _register(actor, options)
    with options.file.open("rb") as content:
        card = registers.take_import(actor, register.public_id, content, options.file.name)
    with progress() as report:
        card = registers.check_import(actor, card.public_id, report)
        said, status = "", 0
        try:
            card = registers.publish_import(actor, card.public_id, sound_only=options.sound_rows, report=report)
        except ImportEmpty:
            status = REFUSED if card.faulty else 0
            said = "" if card.faulty else "没有任何改动。"
            if card.same_as:
                who, moment = card.same_as[1] or "系统", card.same_as[2].astimezone()
                said = f"同一份清单已由{who}于{moment:%Y-%m-%d %H:%M}导入，没有任何改动。"
        except ImportHasFaults as refusal:
            said, status = (
                f"有{refusal.details['count']}行有误，什么都没有导入。改正后再来，或加 --sound-rows。",
                REFUSED,
            )
    if options.out and card.faulty:
        _written(options.out, lambda: _mark(actor, card, options.out))
    _tell_import(card, register.title, said, options)
    return status


def _mark(actor: Any, card: ImportCard, out: Path) -> None:
    from liangxin.domains.registers import api as registers

    with out.open("wb") as target:
        registers.write_marked_copy(actor, card.public_id, target)


def _tell_import(card: ImportCard, title: str, said: str, options: argparse.Namespace) -> None:
    if options.json:
        told = {
            "register": title, "import": str(card.public_id), "state": card.state.value, "new": card.new,
            "changed": card.changed, "unchanged": card.unchanged, "faulty": card.faulty, "said": said,
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
        return
    print(f"台账“{title}”：新增{card.new}，修改{card.changed}，不变{card.unchanged}，有误{card.faulty}。")
    if said:
        print(said)
    if options.out and card.faulty:
        print(f"标出问题的副本：{options.out}")


def _actor(username: str) -> Any:
    from liangxin.foundation.accounts.api import Account, Actor, actor_of

    if not username:
        return Actor.system("liangxin registers import")
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        from liangxin.faces.cli.refusals import AccountUnknown

        raise AccountUnknown(username=username)
    return actor_of(account)


def _register(actor: Any, options: argparse.Namespace) -> Any:
    """The one register that is meant; where there is none of the type yet, a new one of the unit."""
    from liangxin.domains.registers import api as registers
    from liangxin.domains.registers.errors import PlaceNeeded, RegisterAmbiguous, RegisterNotFound

    kind = registers.type_named(actor, options.type, options.region)
    unit = registers.unit_of_name(actor, options.region, options.unit) if options.unit and options.region else None
    found = registers.registers_of_type(
        actor, kind.id, named=options.register, region_code=options.region, unit_id=unit, unit_name=options.unit
    )
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(f"{card.title}（{card.region_name}{card.unit_name}，{card.public_id}）" for card in found[:8])
        raise RegisterAmbiguous(names=names)
    if options.register:
        raise RegisterNotFound
    if unit is None:
        raise PlaceNeeded
    return registers.open_register(actor, registers.RegisterDraft(kind.public_id, unit, kind.name))


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise FileMissing(path=path)


def _written(target: Path, write: Callable[[], object]) -> None:
    try:
        write()
    except OSError as error:
        raise FileUnwritable(path=target, why=error.strerror or type(error).__name__) from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
