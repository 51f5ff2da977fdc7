"""The shape of a rulebook file: the published JSON Schema, and a check of parsed YAML against it with places.

Knows the words of JSON Schema that the shipped file uses, no others: $ref, type, properties, required,
additionalProperties, patternProperties, items, minItems, minProperties, enum, pattern.
"""

from __future__ import annotations

import difflib
import json
import re
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from liangxin.engines.rulebook.findings import Findings, Path

_NAMES = {
    "object": "一组“词: 值”", "array": "一张清单（每项以 - 开头）", "string": "文字", "number": "数", "integer": "整数",
    "boolean": "yes 或 no", "null": "空",
}  # fmt: skip


@cache
def schema_text() -> str:
    """The published schema, as it stands in the package."""
    return files("liangxin.engines.rulebook").joinpath("rulebook.schema.json").read_text("utf-8")


@cache
def schema() -> dict[str, Any]:
    """The published schema."""
    read: dict[str, Any] = json.loads(schema_text())
    return read


def check_shape(content: Any, findings: Findings, *, definition: str = "") -> None:
    """Note everything in which the content departs from the schema, or from one definition of it."""
    _check(content, {"$ref": f"#/$defs/{definition}"} if definition else schema(), (), findings)


def _check(value: Any, shape: dict[str, Any], path: Path, findings: Findings) -> None:
    while "$ref" in shape:
        shape = schema()["$defs"][shape["$ref"].rsplit("/", 1)[1]]
    kinds = shape.get("type", [])
    allowed = [kinds] if isinstance(kinds, str) else kinds
    if allowed and not any(_is(value, kind) for kind in allowed):
        said = "或".join(_NAMES[kind] for kind in allowed)
        findings.error(path, "type", f"这里应当是{said}。", shape.get("description", ""))
        return
    if isinstance(value, dict):
        _check_object(value, shape, path, findings)
    elif isinstance(value, list):
        if len(value) < shape.get("minItems", 0):
            findings.error(path, "empty", "这里至少要有一项。")
        for place, each in enumerate(value):
            _check(each, shape.get("items", {}), (*path, place), findings)
    elif value is not None:
        _check_scalar(value, shape, path, findings)


def _is(value: Any, kind: str) -> bool:
    kinds: dict[str, tuple[type, ...]] = {
        "object": (dict,), "array": (list,), "string": (str, date), "number": (int, Decimal), "integer": (int,),
        "boolean": (bool,), "null": (type(None),),
    }  # fmt: skip
    return isinstance(value, kinds[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _check_object(value: dict[str, Any], shape: dict[str, Any], path: Path, findings: Findings) -> None:
    known, patterns = shape.get("properties", {}), shape.get("patternProperties", {})
    for name in shape.get("required", []):
        if name not in value:
            findings.error(path, "missing", f"缺少“{name}”。", known.get(name, {}).get("description", ""))
    if len(value) < shape.get("minProperties", 0):
        findings.error(path, "empty", "这里至少要有一项。")
    for name, each in value.items():
        matching = [below for pattern, below in patterns.items() if re.fullmatch(pattern, name)]
        if name in known:
            _check(each, known[name], (*path, name), findings)
        elif matching:
            _check(each, matching[0], (*path, name), findings)
        elif shape.get("additionalProperties") is False:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"是否指“{near[0]}”？" if near else f"可以写的有：{'、'.join(known)}。" if known else _code_advice()
            findings.error((*path, name), "unknown_key", f"不认识“{name}”。", hint)


def _code_advice() -> str:
    return "代码用小写英文字母、数字和下划线，以字母开头。"


def _check_scalar(value: Any, shape: dict[str, Any], path: Path, findings: Findings) -> None:
    if "enum" in shape and value not in shape["enum"]:
        said = "、".join(str(each) for each in shape["enum"])
        findings.error(path, "value", f"“{value}”不在可选的值中：{said}。")
    if "pattern" in shape and isinstance(value, str) and not re.fullmatch(shape["pattern"].strip("^$"), value):
        findings.error(path, "form", f"“{value}”的写法不对。", shape.get("description", ""))
