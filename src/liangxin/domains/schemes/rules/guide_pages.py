"""The guide of one rulebook: who may claim, how much, how often, until when, what to bring, each with its clause.

All of it is what the rulebook holds, said by the engine; nothing is written here by hand, so the guide cannot say
anything else than the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from liangxin.domains.schemes.rules.guide_examples import Example, examples_of, lines_of, most_paid
from liangxin.domains.schemes.rules.guide_words import demanded, local_word, plainly, with_values
from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.conditions import leaves
from liangxin.engines.rulebook.records import Authority, CheckKind, Cite, Fact, FactKind, Line, Requirement, Rulebook
from liangxin.engines.rulebook.words import clause_said, pay_said, said
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the rules say, where they say it, and by which local document it holds here."""

    text: str
    detail: str
    clause: str
    local: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Lines of the benefit that share a title: of which cases, how much; and sums at a few prices."""

    title: str
    rows: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]
    price: str
    source: Statement


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of a rulebook."""

    title: str
    summary: str
    conditions: tuple[Statement, ...]
    sums: tuple[Sum, ...]
    nothing: tuple[Statement, ...]
    total: Statement | None
    limits: tuple[Statement, ...]
    period: Statement
    last_day: date
    papers: tuple[Statement, ...]
    documents: tuple[Authority, ...]
    most: Money | None


@lru_cache(maxsize=256)  # a compiled rulebook never changes; its examples are found by search
def guide_of(book: Compiled) -> Guide:
    """Say what a rulebook holds."""
    rulebook = book.rulebook
    by_kind = {kind: [one for one in rulebook.requirements if one.kind is kind] for kind in CheckKind}
    limits = [*by_kind[CheckKind.LIMIT], *by_kind[CheckKind.EXCLUSION]]
    total, most = rulebook.total, most_paid(book)
    return Guide(
        title=rulebook.title,
        summary=plainly(rulebook.summary),
        conditions=tuple(_condition(one, rulebook) for one in by_kind[CheckKind.CONDITION]),
        sums=tuple(_sums(book)),
        nothing=tuple(
            _statement(part.otherwise, "", part.otherwise_cite, rulebook)
            for part in rulebook.parts
            if part.otherwise_cite is not None
        ),
        total=_statement("合计", _total_said(rulebook), total.cite, rulebook) if total is not None else None,
        limits=tuple(_limit(one, rulebook) for one in limits),
        period=_period(rulebook),
        last_day=rulebook.periods[-1].last_day,
        papers=tuple(
            _statement(one.name, "" if one.when is None else said(one.when, rulebook) + "的", one.cite, rulebook)
            for one in rulebook.evidence
        ),
        documents=tuple(rulebook.authorities.values()),
        most=Money(most) if most is not None else None,
    )


def _statement(text: str, detail: str, cite: Cite, rulebook: Rulebook) -> Statement:
    return Statement(plainly(text), plainly(detail), clause_said(cite, rulebook), local_word(cite))


def _condition(one: Requirement, rulebook: Rulebook) -> Statement:
    """A title says a yes or no well enough; days and numbers are said beside it."""
    kinds = {rulebook.facts[leaf.left.fact].kind for leaf in leaves(one.need) if leaf.left.fact}
    detail = "" if kinds <= {FactKind.YES_NO} else demanded(one.need, rulebook)
    if one.when is not None and detail:
        detail = f"{said(one.when, rulebook)}的，{detail}"
    return _statement(one.title, detail, one.cite, rulebook)


def _limit(one: Requirement, rulebook: Rulebook) -> Statement:
    limit = next((each for each in rulebook.limits if each.id == one.id), None)
    if limit is None:
        return _statement(one.title, "", one.cite, rulebook)
    most = limit.most.value
    told = [f"最高 {Money(most).show()}"] if limit.kind == "sum" and isinstance(most, int) else []
    if limit.kind == "count" and limit.most.parameter and isinstance(most, int):
        told.append(f"最多{most}{rulebook.facts[limit.fact].unit}")
    told += [f"按{'、'.join(limit.per)}计算"] if limit.per else []
    told += [f"期间：{limit.within}"] if limit.within else []
    return _statement(one.title, "，".join(told), one.cite, rulebook)


def _period(rulebook: Rulebook) -> Statement:
    one = rulebook.requirements[0]
    return _statement(one.title, demanded(one.need, rulebook), one.cite, rulebook)


def _total_said(rulebook: Rulebook) -> str:
    total = rulebook.total
    told = []
    if total is not None and total.cap is not None and isinstance(total.cap.value, int):
        told.append(f"几项合计最高 {Money(total.cap.value).show()}")
    if total is not None and total.less:
        told.append(f"减去“{rulebook.facts[total.less].label}”，补差额")
    return "，".join(told)


def _sums(book: Compiled) -> Iterable[Sum]:
    """Neighbours of one title are the bands of one line."""
    rulebook = book.rulebook
    groups: list[list[Line]] = []
    for line in lines_of(book):
        if groups and groups[-1][0].title == line.title and groups[-1][0].cite == line.cite:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_sum(book, group, rulebook) for group in groups]


def _sum(book: Compiled, group: Sequence[Line], rulebook: Rulebook) -> Sum:
    first = group[0]
    rows = [("" if line.when is None else said(line.when, rulebook), pay_said(line.pay, rulebook)) for line in group]
    examples = examples_of(book, first) if len(group) == 1 else ()
    return Sum(
        title=first.title,
        rows=tuple((plainly(with_values(when)), plainly(with_values(pay))) for when, pay in rows),
        examples=examples,
        price=_price_of(first, rulebook).label if examples else "",
        source=_statement(first.title, "", first.cite, rulebook),
    )


def _price_of(line: Line, rulebook: Rulebook) -> Fact:
    return rulebook.facts[line.pay.factors[0].operand.fact]
