"""The command line of the reader: one file as tables, JSON or a workbook; a folder as JSON lines."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liangxin.engines.reader.bulk import open_document, plans_in, read_files
from liangxin.engines.reader.findings import Plan, plan_as_json
from liangxin.engines.reader.read import read_plan
from liangxin.engines.reader.table import print_tables, write_workbook
from liangxin.kernel.refusal import Refusal, RefusalKind

REFUSED = 2


class NothingThere(Refusal):
    """The path leads to no file and no folder, or to a folder without files."""

    code, kind = "reader.nothing_there", RefusalKind.MISSING
    sentence, remedy = "“%(path)s”不存在或里面没有文件。", "请核对路径。"


class FolderNeedsLines(Refusal):
    """A folder was to be read into a form that holds one plan."""

    code, kind = "reader.folder_needs_lines", RefusalKind.INVALID
    sentence, remedy = "文件夹只能读成 JSON Lines。", "请改用 --jsonl，或逐个文件导出。"


class WorkbookUnwritable(Refusal):
    """The operating system would not take the workbook."""

    code, kind = "reader.workbook_unwritable", RefusalKind.UNAVAILABLE
    sentence, remedy = "工作簿“%(path)s”写不进去：%(reason)s。", "请换一个有写权限的位置。"


class NoAssistant(Refusal):
    """An assistant was asked for and none is set."""

    code, kind = "reader.no_assistant", RefusalKind.MISSING
    sentence = "没有设置助手。"
    remedy = "请用环境变量 LIANGXIN_ASSISTANT_URL 和 LIANGXIN_ASSISTANT_MODEL 给出地址和模型名。"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0, or 2 after a refusal, which is one sentence on standard error."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.path.is_dir():
            _read_folder(arguments)
        else:
            _read_file(arguments)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="liangxin plans read", description="读方案：目标、任务、单位、举措清单、专班名单。"
    )
    parser.add_argument("path", type=Path, metavar="FILE|DIR", help="一份方案，或装方案的文件夹")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--table", action="store_true", help="在终端显示为表格（单个文件的默认方式）")
    form.add_argument("--json", action="store_true", help="输出 JSON")
    form.add_argument("--xlsx", type=Path, metavar="OUT", help="存为工作簿")
    form.add_argument("--jsonl", action="store_true", help="每份方案输出一行 JSON（文件夹的默认方式）")
    parser.add_argument("--assistant", action="store_true", help="请所设的助手对未读内容提建议（与 --json 同用）")
    parser.add_argument("--workers", type=int, metavar="N", help="同时用几个进程（默认用全部核）")
    return parser


def _read_file(arguments: argparse.Namespace) -> None:
    path: Path = arguments.path
    if not path.exists():
        raise NothingThere(path=path)
    if arguments.jsonl:
        sys.stdout.writelines(f"{line}\n" for line in read_files([path]))
        return
    plan = read_plan(open_document(path))
    if arguments.json:
        record = plan_as_json(plan)
        if arguments.assistant:
            record["proposals"] = _proposals(plan)
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    elif arguments.xlsx:
        try:
            write_workbook(plan, arguments.xlsx)
        except OSError as error:
            raise WorkbookUnwritable(path=arguments.xlsx, reason=error.strerror or type(error).__name__) from error
    else:
        print_tables(plan)


def _proposals(plan: Plan) -> list[dict[str, Any]]:
    """What the assistant proposes for the unread clauses, beside the findings and never among them."""
    from liangxin.engines.reader.assistant import assistant_from, proposal_as_json

    assistant = assistant_from(os.environ)
    if assistant is None:
        raise NoAssistant
    return [proposal_as_json(proposal) for proposal in assistant.propose(plan.unread)]


def _read_folder(arguments: argparse.Namespace) -> None:
    if arguments.json or arguments.xlsx or arguments.table:
        raise FolderNeedsLines
    paths = plans_in(arguments.path)
    if not paths:
        raise NothingThere(path=arguments.path)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("读方案"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(paths))
        for line in read_files(
            paths, workers=arguments.workers, progress=lambda done, _: bar.update(task, completed=done)
        ):
            sys.stdout.write(line + "\n")
