"""Decisions as they are stored: enough to decide again later, without a server, and to see that nothing was
changed.

A record holds the inputs, which rulebook decided (code, version, digest), what it said, a digest of the trace, and
a hash over all of it. The hash proves that the record is whole, not who wrote it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from liangxin.engines.rulebook.cases import written_case
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.records import Value
from liangxin.engines.rulebook.tracing import Trace, explain

FORM = 1
_FIELDS = ("form", "rulebook", "version", "digest", "inputs", "answer", "amount_fen", "line", "trace_digest", "hash")


def record_of(book: Compiled, values: Sequence[Value | None], trace: Trace | None = None) -> dict[str, Any]:
    """Make the record of a decision."""
    trace = trace or explain(book, values)
    ruling = trace.ruling
    record = {
        "form": FORM,
        "rulebook": book.rulebook.code,
        "version": book.rulebook.version,
        "digest": book.rulebook.digest,
        "inputs": written_case(book.rulebook, list(values)),
        "answer": ruling.answer.value,
        "amount_fen": ruling.amount_fen,
        "line": ruling.line,
        "trace_digest": trace_digest(trace),
    }
    return record | {"hash": _digest(record)}


def trace_digest(trace: Trace) -> str:
    """The digest of what a trace says of each line: answer and whether it applies, not the wording."""
    said = [[step.line, step.answer.value, step.applies, [list(pair) for pair in step.seen]] for step in trace.steps]
    return _digest({"steps": said, "missing": [one.name for one in trace.missing]})


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(record: Any, book: Compiled) -> list[str]:
    """Decide again from a record and say everything that is not as it was; nothing where all of it is.

    Raises `CaseWrong` where the inputs no longer fit the rulebook.
    """
    if not isinstance(record, Mapping) or set(_FIELDS) - set(record):
        return ["不是一条决定记录（缺少字段）"]
    found = []
    body = {name: record[name] for name in _FIELDS[:-1]}
    if _digest(body) != record["hash"]:
        found.append("记录的内容与它的校验值不符，记录被改动过")
    rulebook = book.rulebook
    if (record["rulebook"], str(record["version"])) != (rulebook.code, rulebook.version):
        found.append(f"记录属于{record['rulebook']}@{record['version']}，不是{rulebook.key}")
        return found
    if record["digest"] != rulebook.digest:
        found.append("规则的内容与作出决定时不同")
    again = record_of(book, book.read(record["inputs"]))
    labels = {"answer": "结论", "amount_fen": "金额（分）", "line": "决定的条目"}
    for name, label in labels.items():
        if again[name] != record[name]:
            found.append(f"{label}应为{again[name]}，记录为{record[name]}")
    if again["trace_digest"] != record["trace_digest"] and len(found) == 0:
        found.append("理由与作出决定时不同")
    return found
