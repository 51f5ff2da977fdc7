"""What a set of past claims must hold, read off its Parquet file: columns by name and type, days, sums, nobody's
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from liangxin.domains.schemes.errors import PastColumnsWrong, PastEmpty, PastHoldsPersons, PastUnreadable
from liangxin.engines.rulebook.records import Fact, FactKind, Rulebook

SHOWN = 5
SAMPLED = 2000

# Types by the names that Parquet's library gives them.
_TEXT = r"(large_)?string|dictionary<values=(large_)?string,.*>"
_WHOLE = r"u?int(8|16|32|64)"
_TYPES: dict[FactKind, tuple[str, str]] = {
    FactKind.TEXT: (_TEXT, "文字"),
    FactKind.CHOICE: (_TEXT, "文字（选项的代码）"),
    FactKind.WHOLE: (_WHOLE, "整数"),
    FactKind.DECIMAL: (r"decimal\d*\(.*\)", "定点小数"),
    FactKind.MONEY: (_WHOLE, "整数（分）"),
    FactKind.DATE: (r"date(32|64)\[.*\]", "日期"),
    FactKind.YES_NO: ("bool", "是否"),
    FactKind.LIST: (r"(large_)?list<.*: (large_)?string.*>", "文字的清单"),
}


@dataclass(frozen=True, slots=True)
class PastColumn:
    """A column of the contract: its name, what it says, its type in words."""

    name: str
    label: str
    type_said: str
    is_required: bool
    types: str

    def takes(self, kind: str) -> bool:
        """Whether a column of this type will do."""
        return re.fullmatch(self.types, kind) is not None


BESIDE = (
    PastColumn("claim", "申领编号", "文字", True, _TEXT),
    PastColumn("claimed_on", "申领日期", "日期", True, _TYPES[FactKind.DATE][0]),
    PastColumn("region", "六位区划代码", "文字", True, _TEXT),
    PastColumn("category", "品类", "文字", True, _TEXT),
    PastColumn("party", "申请人的假名编号", "文字或整数", False, f"{_TEXT}|{_WHOLE}"),
    PastColumn("paid_fen", "已付金额（分），没有付的空着", "整数（分）", False, f"{_WHOLE}|null"),
)
# Columns by which a person could be known, as systems call them; none of them is ever needed here.
_PERSONAL = {
    "name", "person_name", "applicant", "id_number", "id_card", "identity", "phone", "mobile", "tel", "address",
    "bank_account", "account", "姓名", "身份证号", "证件号码", "手机号", "电话", "住址", "地址", "银行账号",
}  # fmt: skip
_IDENTITY = re.compile(r"\d{17}[\dXx]|1[3-9]\d{9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PastFacts:
    """What a file holds, counted."""

    columns: Mapping[str, str]
    rows: int
    first_day: date
    last_day: date
    paid_rows: int | None
    paid_fen: int | None
    people: int | None


def contract(rulebook: Rulebook) -> list[PastColumn]:
    """The columns that claims of a rulebook have: those beside the facts, then its facts."""
    return [*BESIDE, *(_of_fact(fact) for fact in rulebook.facts.values())]


def _of_fact(fact: Fact) -> PastColumn:
    types, said = _TYPES[fact.kind]
    return PastColumn(fact.column, fact.label, said, False, types)


def lacking_facts(rulebook: Rulebook, columns: Iterable[str]) -> list[Fact]:
    """The facts of a rulebook of which claims have no column: they must be assumed."""
    there = set(columns)
    return [fact for fact in rulebook.facts.values() if fact.column not in there]


def read_past(path: Path, name: str, rulebook: Rulebook) -> PastFacts:
    """Check a file against the contract and count it. Raises PastUnreadable, PastHoldsPersons, PastColumnsWrong,
    PastEmpty.
    """
    import pyarrow as pa  # heavy, and needed by nobody who only looks at pages
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        schema = file.schema_arrow
    except (pa.ArrowException, OSError, ValueError) as wrong:
        raise PastUnreadable(field="file", name=name) from wrong
    types = {field.name: str(field.type) for field in schema}
    if personal := sorted(each for each in types if each.lower() in _PERSONAL):
        raise PastHoldsPersons(field="file", what="列" + "、".join(personal))
    _require_columns(types, rulebook)
    asked = [each for each in ("claimed_on", "paid_fen", "party") if each in types]
    try:
        table = file.read(columns=asked)
    except (pa.ArrowException, OSError) as wrong:
        raise PastUnreadable(field="file", name=name) from wrong
    return _counted(table, types, name)


def _require_columns(types: Mapping[str, str], rulebook: Rulebook) -> None:
    problems = []
    for column in contract(rulebook):
        kind = types.get(column.name)
        if kind is None and column.is_required:
            problems.append(f"缺少 {column.name}（{column.label}，{column.type_said}）")
        elif kind is not None and not column.takes(kind):
            problems.append(f"{column.name}（{column.label}）是{kind}，应当是{column.type_said}")
    if problems:
        rest = "等" if len(problems) > SHOWN else ""
        raise PastColumnsWrong(field="file", count=len(problems), problems="；".join(problems[:SHOWN]) + rest)


def _counted(table: Any, types: Mapping[str, str], name: str) -> PastFacts:
    import pyarrow.compute as pc

    days = pc.min_max(table["claimed_on"]).as_py()
    if days["min"] is None:
        raise PastEmpty(field="file", name=name)
    people = None
    if "party" in types:
        sample = [str(each) for each in table["party"].slice(0, SAMPLED).to_pylist() if each is not None]
        if any(_IDENTITY.fullmatch(each) for each in sample):
            raise PastHoldsPersons(field="file", what="列 party 的值像证件号或手机号")
        people = pc.count_distinct(table["party"]).as_py()
    paid = table["paid_fen"] if "paid_fen" in types else None
    return PastFacts(
        columns=dict(types),
        rows=table.num_rows,
        first_day=days["min"],
        last_day=days["max"],
        paid_rows=None if paid is None else table.num_rows - paid.null_count,
        paid_fen=None if paid is None else (pc.sum(paid).as_py() or 0),
        people=people,
    )
