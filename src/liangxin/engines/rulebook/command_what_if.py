"""`liangxin rules what-if`: a draft tried on past claims."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

from liangxin.engines.rulebook.shelf import find_rulebook
from liangxin.kernel.money import Money


def add_arguments(verb: argparse.ArgumentParser) -> None:
    """What may be said after the verb."""
    verb.add_argument("draft", metavar="DRAFT", help="规则草案：代码或规则文件（.yaml）")
    verb.add_argument("claims", type=Path, nargs="+", metavar="CLAIMS.parquet", help="历史申领（Parquet，可多个）")
    verb.add_argument("--before", metavar="RULEBOOK", help="与这部规则比较；默认与实付金额比较")
    verb.add_argument("--money", type=_fen, metavar="元", help="可用资金，如 2000万元")
    verb.add_argument("--spent", type=_fen, default=0, metavar="元", help="已用去的资金")
    verb.add_argument("--from-day", type=_day, metavar="DAY", help="从哪一天起算，如 2026-03-01；默认适用期间首日")
    verb.add_argument("--shift", type=_years, default="auto", metavar="N", help="历史日期移动几年；默认自动")
    verb.add_argument("--seed", type=int, default=1, metavar="N", help="抽样的种子")
    verb.add_argument(
        "--assume", action="append", default=[], metavar="FACT=VALUE", help="历史申领没有的事实，按这个值试算，可多次"
    )


def _fen(text: str) -> int:
    from liangxin.kernel.refusal import Refusal

    try:
        return Money.read(text if not text.strip().isdecimal() else f"{text}元").fen
    except Refusal as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成如 2026-03-01。") from wrong


def _years(text: str) -> Literal["auto"] | int:
    if text == "auto":
        return "auto"
    try:
        return int(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"“{text}”不是整数，请写成如 1、-1 或 auto。") from wrong


def run(options: argparse.Namespace) -> Iterable[str]:
    """Ask, and give what is to be printed."""
    from liangxin.engines.rulebook.what_if import what_if
    from liangxin.engines.rulebook.what_if.telling import told

    found = what_if(
        find_rulebook(options.draft), options.claims,
        before=find_rulebook(options.before) if options.before else None, money_fen=options.money,
        spent_fen=options.spent, from_day=options.from_day, shift=options.shift, seed=options.seed,
        assume=dict(_assumption(each) for each in options.assume),
    )  # fmt: skip
    if options.json:
        return [json.dumps(found.as_json(), ensure_ascii=False, indent=1)]
    return told(found)


def _assumption(text: str) -> tuple[str, Any]:
    """`FACT=VALUE`; numbers and yes and no as JSON writes them, all else as text."""
    name, _, value = text.partition("=")
    value = {"是": "true", "否": "false"}.get(value.strip(), value.strip())
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value
