"""YAML texts as plain data with the line of each value. Anchors, aliases, tags and floats are not let in.

A decimal number stays a Decimal, so that 0.1 is 0.1; a day stays a date. What a YAML text could do besides holding
data (aliases that grow without end, objects made by tags) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import yaml

from liangxin.engines.rulebook.findings import Findings, Path
from liangxin.kernel.shipped import SAFE_LOADER
from liangxin.kernel.text import cut

LARGEST_TEXT = 2_000_000
DEEPEST = 40
_DECIMAL = re.compile(r"[-+]?\d{1,18}\.\d{1,18}", re.ASCII)
_WHOLE = re.compile(r"[-+]?(0|[1-9]\d{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Placed:
    """Plain data, the line of each path, and what was wrong in the text itself."""

    content: Any
    lines: dict[Path, int]
    findings: Findings


class _Refused(Exception):
    """The text cannot be read at all; the words say why."""


def parse(text: str) -> Placed:
    """Read a YAML text. What is wrong is among the findings, and `content` is None where nothing could be read."""
    lines: dict[Path, int] = {}
    findings = Findings(lines)
    try:
        _require_plain(text, lines)
        node = yaml.compose(text, Loader=SAFE_LOADER)
        content = None if node is None else _read(node, (), lines, findings)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        lines[()] = mark.line + 1 if mark else 1
        findings.error((), "yaml", f"不是可读的YAML（{wrong.problem}）。", "请检查缩进、冒号后的空格和引号。")
        return Placed(None, lines, findings)
    except (_Refused, yaml.YAMLError, RecursionError) as wrong:
        said = "嵌套过深" if isinstance(wrong, RecursionError) else cut(str(wrong).splitlines()[0], 80)
        findings.error((), "yaml", f"不能读取：{said}。", "请改成普通的YAML文本。")
        return Placed(None, lines, findings)
    return Placed(content, lines, findings)


def _require_plain(text: str, lines: dict[Path, int]) -> None:
    """Refuse a text that is too long, or in which one place stands for another."""
    if len(text) > LARGEST_TEXT:
        raise _Refused(f"文件超过{LARGEST_TEXT}个字符")
    for event in yaml.parse(text, Loader=SAFE_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            lines[()] = event.start_mark.line + 1 if event.start_mark else 1
            raise _Refused("不能使用YAML的锚点和引用（& 和 *）")


def _read(node: yaml.Node, path: Path, lines: dict[Path, int], findings: Findings) -> Any:
    lines[path] = node.start_mark.line + 1
    if len(path) > DEEPEST:
        raise _Refused("嵌套过深")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, findings)
    if isinstance(node, yaml.SequenceNode):
        return [_read(each, (*path, place), lines, findings) for place, each in enumerate(node.value)]
    return _scalar(node, path, findings)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], findings: Findings) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key_node, value_node in node.value:
        name = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        below = (*path, name)
        value = _read(value_node, below, lines, findings)
        lines[below] = key_node.start_mark.line + 1
        if not name:
            findings.error(path, "yaml", "这里的键不是一个词。", "请写成“词: 值”。")
        elif name in read:
            findings.error(below, "twice", f"“{name}”写了两次。", "请只留一个。")
        else:
            read[name] = value
    return read


def _scalar(node: yaml.Node, path: Path, findings: Findings) -> Any:
    """Make a value of a scalar; a form that YAML would bend (floats, octal, moments) stays the text it is."""
    kind, text = node.tag.removeprefix("tag:yaml.org,2002:"), str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"yes", "true", "on"}
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return Decimal(text)
    if kind == "timestamp":
        return _day(text, path, findings)
    if kind not in {"str", "int", "float"}:
        findings.error(path, "yaml", f"不能使用YAML的标记（{node.tag}）。", "请写成普通的值。")
    return text


def _day(text: str, path: Path, findings: Findings) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        findings.error(path, "date", f"“{text}”不是一个日期。", "请写成 2026-01-31 的形式。")
        return text


def as_plain(value: Hashable | list[Any] | dict[str, Any]) -> Any:
    """Turn parsed data into what JSON can hold, for digests and output: days and decimals as text.

    >>> as_plain({"from": date(2026, 1, 1), "share": Decimal("0.50")})
    {'from': '2026-01-01', 'share': '0.50'}
    """
    if isinstance(value, dict):
        return {name: as_plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(each) for each in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
