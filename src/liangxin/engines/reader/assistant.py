"""An optional assistant for what stayed unread: it may propose, a person decides. Off unless an address is given.

Any service that speaks the chat-completions form of OpenAI will do. What it answers is checked against the clause: a
proposal whose figure does not stand in the words is dropped, and none ever becomes a target by itself.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Final, Protocol

from liangxin.engines.reader.findings import Comparator, TargetKind, Unread
from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.term import Term

_ROUND: Final = 40  # clauses a request; a plan rarely leaves more unread
_YEARS: Final = range(2000, 2101)
_MULTIPLES: Final = {"": 1, "万": 10**4, "亿": 10**8}
_TASK: Final = """你协助整理中国地方政府的设备更新和消费品以旧换新方案。
下面是若干分句，请判断哪些规定了要达到的目标。只依据分句本身，不得补充；不是目标的分句不输出。只输出 JSON：
{"proposals": [{"clause": 序号, "indicator": "指标名称", "kind": 种类, "figure": "分句中的数字（不含万、亿）",
"multiple": "" 或 "万" 或 "亿", "unit": "单位", "comparator": 要求, "deadline": 年份或 null}]}
种类取值：%(kinds)s。要求取值：%(comparators)s。"""


class AssistantUnavailable(Refusal):
    """The service did not answer, or not in the agreed form."""

    code, kind = "reader.assistant_unavailable", RefusalKind.UNAVAILABLE
    sentence = "助手没有给出可用的回答（%(why)s）。"
    remedy = "方案已读出的内容不受影响；请检查助手的地址和密钥，或由人工处理。"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the assistant would make of `unread[clause]`; `value` has 万 and 亿 multiplied out."""

    clause: int
    indicator: str
    kind: TargetKind
    value: float | None
    unit: str
    comparator: Comparator
    deadline: int | None


class Assistant(Protocol):
    """Whatever can propose targets for unread clauses."""

    def propose(self, unread: Sequence[Unread]) -> list[Proposal]:
        """Proposals for some of the clauses, each checked against its words. Raises AssistantUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class ChatAssistant:
    """A service at `address` (up to and including `/v1`), asked by plain HTTP; `seconds` to wait for each answer."""

    address: str
    model: str
    token: str = ""
    seconds: float = 60

    def propose(self, unread: Sequence[Unread]) -> list[Proposal]:
        found: list[Proposal] = []
        for first in range(0, len(unread), _ROUND):
            clauses = [one.text for one in unread[first : first + _ROUND]]
            answer = checked(self._ask(clauses), clauses)
            found += [replace(proposal, clause=proposal.clause + first) for proposal in answer]
        return found

    def _ask(self, clauses: Sequence[str]) -> object:
        task = _TASK % {"kinds": _values(TargetKind), "comparators": _values(Comparator)}
        numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(clauses))
        body = {
            "model": self.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": task}, {"role": "user", "content": numbered}],
        }
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if not self.address.startswith(("http://", "https://")):
            raise AssistantUnavailable(why="地址要以 http:// 或 https:// 开头")
        request = urllib.request.Request(  # noqa: S310 - the scheme has just been checked
            f"{self.address.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=self.seconds) as answer:  # noqa: S310 - as above
                said = json.load(answer)
            return json.loads(said["choices"][0]["message"]["content"])
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            raise AssistantUnavailable(why=f"连接 {self.address} 失败") from error
        except (ValueError, LookupError, TypeError) as error:
            raise AssistantUnavailable(why="回答不是约定的 JSON") from error


def assistant_from(environment: Mapping[str, str]) -> ChatAssistant | None:
    """The assistant that LIANGXIN_ASSISTANT_URL, _MODEL and _TOKEN name; None, the default, without an address."""
    address = environment.get("LIANGXIN_ASSISTANT_URL", "")
    if not address:
        return None
    return ChatAssistant(
        address, environment.get("LIANGXIN_ASSISTANT_MODEL", ""), environment.get("LIANGXIN_ASSISTANT_TOKEN", "")
    )


def proposal_as_json(proposal: Proposal) -> dict[str, Any]:
    """As plain JSON values; `clause` counts the entries of `unread`."""
    return asdict(proposal) | {"kind": proposal.kind.value, "comparator": proposal.comparator.value}


def checked(answer: object, clauses: Sequence[str]) -> list[Proposal]:
    """The proposals of an answer that stand up to the words of their clauses; the rest is dropped."""
    listed = answer.get("proposals") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        return []
    found = [_proposal(one, clauses) for one in listed if isinstance(one, dict)]
    return [proposal for proposal in found if proposal is not None]


def _proposal(given: dict[str, Any], clauses: Sequence[str]) -> Proposal | None:
    clause, indicator, deadline = given.get("clause"), given.get("indicator"), given.get("deadline")
    if not isinstance(clause, int) or not 0 <= clause < len(clauses) or not isinstance(indicator, str) or not indicator:
        return None
    try:
        kind, comparator = TargetKind.of(str(given.get("kind"))), Comparator.of(str(given.get("comparator")))
    except ValueError:
        return None
    figure, multiple = str(given.get("figure") or ""), str(given.get("multiple") or "")
    if kind is not TargetKind.DIRECTIONAL and not _stands(figure, multiple, clauses[clause]):
        return None
    year = deadline if isinstance(deadline, int) and deadline in _YEARS and str(deadline) in clauses[clause] else None
    value = None if kind is TargetKind.DIRECTIONAL else float(Decimal(figure) * _MULTIPLES[multiple])
    return Proposal(clause, indicator[:200], kind, value, str(given.get("unit") or "")[:20], comparator, year)


def _stands(figure: str, multiple: str, clause: str) -> bool:
    """Whether the figure is a number that stands in the clause, with 万 or 亿 behind it where that was said."""
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", figure) or multiple not in _MULTIPLES:
        return False
    return re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.]){multiple}", clause) is not None


def _values(kind: type[Term]) -> str:
    return "、".join(f"{member.value}（{member.label}）" for member in kind)
