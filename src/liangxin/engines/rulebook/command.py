"""The verbs of `liangxin rules …`: list, check, facts, decide, column, what-if, show, schema, verify. No Django, no
database.

Exit status 0; 1 where a checked file has errors; 2 where something is refused, with one sentence on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from liangxin.engines.rulebook.cases import load_cases, parse_json, read_text
from liangxin.engines.rulebook.checking import may_be_put_in_force
from liangxin.engines.rulebook.command_what_if import add_arguments, run
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.findings import Finding, Level
from liangxin.engines.rulebook.questions import facts_told
from liangxin.engines.rulebook.refusals import FileUnwritable, RecordWrong, RulebookUnknown
from liangxin.engines.rulebook.schema import schema_text
from liangxin.engines.rulebook.shelf import (
    by_level,
    check_file,
    find_for_case,
    find_rulebook,
    read_rulebook,
    rulebook_of_file,
    shipped_rulebook,
    shipped_texts,
)
from liangxin.engines.rulebook.stored import differences, record_of
from liangxin.engines.rulebook.tracing import Trace, explain, sentence
from liangxin.engines.rulebook.values import plain_value
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; a refusal is one sentence on standard error and exit status 2."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="liangxin rules", description="补贴规则：核对、判断、成批判断、说明。")
    verbs = parser.add_subparsers(required=True, metavar="list|check|facts|decide|column|what-if|show|schema|verify")

    def verb(name: str, run: Callable[[argparse.Namespace], int], said: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=said, description=said)
        made.set_defaults(run=run)
        return made

    listed = verb("list", _list, "列出随附的规则")
    check = verb("check", _check, "核对一个规则文件，列出全部问题和位置")
    facts = verb("facts", _facts, "列出一部规则要用的事实，以及案例和申领表怎样写")
    decide = verb("decide", _decide, "按规则判断一个或一批案例，说明理由")
    column = verb("column", _column, "按规则判断整张申领表（Parquet）")
    wonder = verb("what-if", _what_if, "用历史申领试算规则草案：谁受益，谁受损，花多少，钱用到哪天")
    show = verb("show", _show, "写出一部规则的中文说明页")
    verb("schema", _schema, "写出规则文件的 JSON Schema")
    verify = verb("verify", _verify, "重新计算存下的决定，核对有无出入")
    check.add_argument("file", metavar="FILE", help="规则文件（.yaml），或随附规则的代码")
    for one in (facts, decide, column, show):
        one.add_argument("rulebook", metavar="RULEBOOK", help="代码（如 cars_scrap@2026）或规则文件（.yaml）")
    decide.add_argument("cases", type=Path, metavar="CASE.json", help="一个案例，或案例的清单（JSON 或 YAML）")
    decide.add_argument("--record", type=Path, metavar="DECISION.json", help="把决定记录存到这个文件")
    column.add_argument("claims", type=Path, metavar="CLAIMS.parquet", help="申领表")
    column.add_argument("--out", type=Path, required=True, metavar="DECISIONS.parquet", help="结果写到哪里")
    column.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="计算引擎，默认 duckdb")
    show.add_argument("--html", action="store_true", help="写成网页；默认写 Markdown")
    show.add_argument("--out", type=Path, metavar="FILE", help="写到文件；默认写到屏幕")
    verify.add_argument("records", type=Path, metavar="DECISION.json", help="决定记录，一条或一批")
    verify.add_argument("--rulebook", metavar="FILE", help="规则文件；默认按记录找随附的规则")
    add_arguments(wonder)
    for one in (listed, check, facts, decide, wonder, verify):
        one.add_argument("--json", action="store_true", help="输出 JSON")
    return parser


def _print(content: Any) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))


def _list(options: argparse.Namespace) -> int:
    books = sorted((shipped_rulebook(key).rulebook for key in shipped_texts()), key=by_level)
    told: list[dict[str, Any]] = []
    for book in books:
        lines, unsettled = book.cites(), book.unsettled()
        empty = [name for name, one in book.parameters.items() if one.value is None]
        told.append(
            {
                "key": book.key, "title": book.title, "level": book.scope.value, "from": str(book.periods[0].start),
                "to": str(book.periods[-1].last_day), "lines": len(lines), "confirmed": len(lines) - len(unsettled),
                "empty_parameters": empty,
            }
        )  # fmt: skip
    if options.json:
        _print(told)
        return 0
    for one in told:
        open_count = len(one["empty_parameters"])
        rest = f"，待填参数{open_count}个" if open_count else ""
        print(
            f"{one['key']:24}{one['title']}（{one['from']}至{one['to']}，{one['lines']}条，已核{one['confirmed']}条{rest}）"
        )
    return 0


def _check(options: argparse.Namespace) -> int:
    found = _findings_of(options.file)
    errors = sum(one.level is Level.ERROR for one in found)
    sound = may_be_put_in_force(found)
    if options.json:
        findings = [
            {
                "level": one.level.value,
                "code": one.code,
                "path": one.path,
                "line": one.line,
                "sentence": one.sentence,
                "remedy": one.remedy,
            }
            for one in found
        ]
        _print({"file": options.file, "errors": errors, "may_be_put_in_force": sound, "findings": findings})
        return 1 if errors else 0
    for one in found:
        print(one)
    drafts = sum(one.level is Level.DRAFT for one in found)
    verdict = "可以施行。" if sound else "还不能施行。"
    print(f"错误{errors}处，待核{drafts}处，提示{len(found) - errors - drafts}处。{verdict}")
    return 1 if errors else 0


def _findings_of(name: str) -> list[Finding]:
    if Path(name).is_file():
        return check_file(Path(name))
    if name in shipped_texts():
        return read_rulebook(shipped_texts()[name], name)[1]
    if Path(name).suffix in {".yaml", ".yml"}:
        read_text(Path(name))
    try:
        return read_rulebook(shipped_texts()[find_rulebook(name).rulebook.key], name)[1]
    except KeyError:
        raise RulebookUnknown(name=name, near="") from None


def _facts(options: argparse.Namespace) -> int:
    rulebook = find_rulebook(options.rulebook).rulebook
    facts = facts_told(rulebook)
    parameters = [
        {"name": name, "label": one.fact.label, "type": one.fact.kind.value, "value": plain_value(one.fact, one.value)}
        for name, one in rulebook.parameters.items()
    ]
    if options.json:
        _print({"rulebook": rulebook.key, "title": rulebook.title, "facts": facts, "parameters": parameters})
        return 0
    print(f"{rulebook.title}（{rulebook.key}）")
    for one in facts:
        print(f"{one['in_case']:32}{one['label']}：{one['written']}（列 {one['column']}，{one['column_type']}）")
    for each in parameters:
        print(f"参数 {each['name']:26}{each['label']}：{'尚未填写' if each['value'] is None else each['value']}")
    return 0


def _decide(options: argparse.Namespace) -> int:
    cases, is_list = load_cases(options.cases)
    told, records = [], []
    for number, case in enumerate(cases, 1):
        book = find_for_case(options.rulebook, case)
        values = book.read(case, f"第{number}个案例的" if is_list else "")
        trace = explain(book, values)
        record = record_of(book, values, trace)
        records.append(record)
        if options.json:
            told.append(_told(book, trace, record))
        else:
            _say(book, trace, number if is_list else 0)
    if options.record:
        _write(options.record, json.dumps(records if is_list else records[0], ensure_ascii=False, indent=1) + "\n")
    if options.json:
        _print(told if is_list else told[0])
    return 0


def _told(book: Compiled, trace: Trace, record: dict[str, Any]) -> dict[str, Any]:
    ruling, deciding = trace.ruling, trace.deciding()
    return {
        "rulebook": book.rulebook.key,
        "title": book.rulebook.title,
        "answer": ruling.answer.value,
        "answer_label": ruling.answer.label,
        "amount_fen": ruling.amount_fen,
        "amount": Money(ruling.amount_fen).exact() if ruling.amount_fen is not None else None,
        "line": ruling.line,
        "clause": deciding.clause if deciding else "",
        "draft": any(not step.is_settled for step in trace.steps if step.applies),
        "formula": trace.formula,
        "missing": [
            {"name": one.name, "label": one.label, "parameter": one.is_parameter, "advice": one.advice}
            for one in trace.missing
        ],
        "evidence": list(trace.evidence),
        "shares": dict(trace.shares),
        "trace": [step.as_json() for step in trace.steps],
        "record": record,
    }


def _say(book: Compiled, trace: Trace, number: int) -> None:
    ruling = trace.ruling
    head = f"{number}. " if number else ""
    amount = f"，补贴 {Money(ruling.amount_fen).exact()}" if ruling.amount_fen is not None else ""
    print(f"{head}{book.rulebook.title}：{ruling.answer.label}{amount}")
    for step in trace.steps:
        if step.applies and (step.answer is ruling.answer or step.line == ruling.line):
            draft = "" if step.is_settled else f"［{step.standing}］"
            print(f"  · {sentence(step)}（依据：{step.clause or '合计'}）{draft}")
    for one in trace.missing:
        print(f"  缺少：{one.label}（{one.name}），{one.advice}。")


def _column(options: argparse.Namespace) -> int:
    from liangxin.engines.rulebook.column_files import decide_file

    book = find_rulebook(options.rulebook)
    counts = decide_file(book, options.claims, options.out, options.engine)
    said = "，".join(f"{label}{number}行" for label, number in counts.items())
    print(f"已写好“{options.out}”：{said}。")
    return 0


def _what_if(options: argparse.Namespace) -> int:
    for line in run(options):
        print(line)
    return 0


def _show(options: argparse.Namespace) -> int:
    from liangxin.engines.rulebook.pages import as_html, as_markdown

    rulebook = find_rulebook(options.rulebook).rulebook
    page = as_html(rulebook) if options.html else as_markdown(rulebook)
    if options.out:
        _write(options.out, page)
    else:
        print(page, end="")
    return 0


def _schema(options: argparse.Namespace) -> int:
    del options
    print(schema_text(), end="")
    return 0


def _verify(options: argparse.Namespace) -> int:
    try:
        content = parse_json(read_text(options.records))
    except (ValueError, RecursionError):
        raise RecordWrong(path=options.records, problems="不是可读的JSON") from None
    records = content if isinstance(content, list) else [content]
    problems = []
    for number, each in enumerate(records, 1):
        record = each.get("record", each) if isinstance(each, dict) else each
        found = differences(record, _book_of(record, options.rulebook, options.records))
        problems += [f"第{number}条{problem}" if len(records) > 1 else problem for problem in found]
    if options.json:
        _print({"records": len(records), "same": not problems, "problems": problems})
    if problems:
        raise RecordWrong(path=options.records, problems="；".join(problems[:20]))
    if not options.json:
        print(f"{len(records)}条决定重新计算的结果与记录一致。")
    return 0


def _book_of(record: Any, file: str | None, path: Path) -> Compiled:
    if file is not None:
        return find_rulebook(file) if file in shipped_texts() else rulebook_of_file(Path(file))
    if not isinstance(record, dict) or "rulebook" not in record or "version" not in record:
        raise RecordWrong(path=path, problems="不是一条决定记录（没有规则和版本）")
    return shipped_rulebook(f"{record['rulebook']}@{record['version']}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise FileUnwritable(path=path, why=wrong.strerror or type(wrong).__name__) from wrong
