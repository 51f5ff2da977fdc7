"""Why a case was decided so: each demand with what was seen, the limit and the clause; the amount as a formula;
what is missing.

Made on demand, by the functions that decided, over the values that were decided on; a test holds both to one
answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from liangxin.engines.rulebook.amounts import compiled_pay, open_amounts
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.conditions import compiled, facts_in, getter, open_inputs
from liangxin.engines.rulebook.records import Cite, Line, Operand, Part, Requirement, Rulebook
from liangxin.engines.rulebook.ruling import TOTAL, Ruling
from liangxin.engines.rulebook.values import how_written, shown
from liangxin.engines.rulebook.words import clause_said, fact_of_operand, formula, said, standing
from liangxin.kernel.decision import Answer, Decision, Reason
from liangxin.kernel.money import Money

_ANSWERS = {True: Answer.MEETS, False: Answer.FAILS, None: Answer.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a rulebook against a case. `applies` is False where the line is not made for such cases."""

    line: str
    title: str
    kind: str
    answer: Answer
    applies: bool
    demand: str
    seen: tuple[tuple[str, str], ...]
    clause: str
    standing: str
    is_settled: bool
    formula: str = ""

    def as_json(self) -> dict[str, Any]:
        """The step as plain data."""
        return {
            "line": self.line, "title": self.title, "kind": self.kind, "answer": self.answer.value,
            "applies": self.applies, "demand": self.demand, "seen": dict(self.seen), "clause": self.clause,
            "standing": self.standing, "settled": self.is_settled, "formula": self.formula,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact or a parameter that is not known and would decide."""

    name: str
    label: str
    is_parameter: bool
    advice: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A decision with its reasons."""

    ruling: Ruling
    steps: tuple[Step, ...]
    formula: str
    missing: tuple[Missing, ...]
    evidence: tuple[str, ...]
    shares: tuple[tuple[str, int], ...]

    def as_decision(self) -> Decision:
        """The decision in the kernel's terms, with the reasons of the lines that decided."""
        answer = self.ruling.answer
        steps = [step for step in self.steps if step.answer is answer and step.applies]
        reasons = tuple(Reason(step.clause, sentence(step), dict(step.seen)) for step in steps)
        return Decision(answer, reasons)

    def deciding(self) -> Step | None:
        """The step of the line that decided."""
        return next((step for step in self.steps if step.line == self.ruling.line), None)


def sentence(step: Step) -> str:
    """Say a step in one sentence."""
    seen = "，".join(f"{label}{value}" for label, value in step.seen)
    answer = step.answer.label if step.applies else "不涉及"
    text = (
        f"{step.title}：{answer}。"
        + (f"要求：{step.demand}；" if step.demand else "")
        + (f"所见：{seen}。" if seen else "")
    )
    return text + (f"{step.formula}。" if step.formula else "")


def explain(compiled_book: Compiled, values: Sequence[Any]) -> Trace:
    """Tell why a case is decided as `decide_values` decides it."""
    rulebook = compiled_book.rulebook
    ruling = compiled_book.decide_step_by_step(values)
    steps = [_requirement_step(compiled_book, one, values) for one in rulebook.requirements]
    for part in rulebook.parts:
        steps += _part_steps(compiled_book, part, values)
    total = _total_step(compiled_book, ruling, values)
    missing = tuple(_missing(compiled_book, values)) if ruling.answer is Answer.UNKNOWN else ()
    amount = ruling.amount_fen
    said_amount = ""
    if amount is not None:
        said_amount = "；".join(step.formula for step in (*steps, *total) if step.formula)
    slots = compiled_book.slots
    evidence = tuple(
        one.name for one in rulebook.evidence if one.when is None or compiled(one.when, slots)(values) is not False
    )
    return Trace(ruling, (*steps, *total), said_amount, missing, evidence, _shares(compiled_book, amount, values))


def _step(rulebook: Rulebook, line: str, title: str, kind: str, cite: Cite | None, **rest: Any) -> Step:
    clause = clause_said(cite, rulebook) if cite else ""
    settled = cite.is_settled if cite else True
    return Step(line, title, kind, clause=clause, standing=standing(cite) if cite else "", is_settled=settled, **rest)


def _seen(book: Compiled, names: Iterable[str], values: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    facts = [book.rulebook.facts[name] for name in book.rulebook.facts if name in set(names)]
    return tuple((fact.label, shown(fact, values[book.slots[fact.name]])) for fact in facts)


def _requirement_step(book: Compiled, one: Requirement, values: Sequence[Any]) -> Step:
    rulebook = book.rulebook
    applies = one.when is None or compiled(one.when, book.slots)(values) is not False
    facts = facts_in(one.need) | facts_in(one.when) if applies else facts_in(one.when)
    demand = (
        said(one.need, rulebook) if one.when is None else f"{said(one.when, rulebook)}的，{said(one.need, rulebook)}"
    )
    return _step(
        rulebook, one.id, one.title, one.kind.label, one.cite,
        answer=_ANSWERS[compiled(needed(one), book.slots)(values)], applies=applies, demand=demand,
        seen=_seen(book, facts, values),
    )  # fmt: skip


def _part_steps(book: Compiled, part: Part, values: Sequence[Any]) -> list[Step]:
    """The line that holds; else each that may; else that none does."""
    found: list[Step] = []
    for line in part.lines:
        holds = True if line.when is None else compiled(line.when, book.slots)(values)
        if holds:
            return [_line_step(book, line, values, holds=True)]
        if holds is None:
            found.append(_line_step(book, line, values, holds=None))
    facts = set().union(*(facts_in(line.when) for line in part.lines))
    seen = _seen(book, facts, values)
    if found:
        step = _step(
            book.rulebook, part.id, part.title, "补贴", part.lines[0].cite, answer=Answer.UNKNOWN, applies=True,
            demand="有一档适用", seen=seen,
        )  # fmt: skip
        return [step, *found]
    answer = Answer.MEETS if part.is_optional else Answer.FAILS
    step = _step(
        book.rulebook, part.id, part.title, "补贴", part.otherwise_cite, answer=answer, applies=not part.is_optional,
        demand=part.otherwise, seen=seen,
    )  # fmt: skip
    return [step]


def _line_step(book: Compiled, line: Line, values: Sequence[Any], *, holds: bool | None) -> Step:
    amount = compiled_pay(line.pay, book.slots)(values) if holds else None
    facts = facts_in(line.when) | {factor.operand.fact for factor in line.pay.factors} - {""}
    text = formula(line.pay, book.rulebook, values, dict(book.slots), amount) if amount is not None else ""
    return _step(
        book.rulebook, line.id, line.title, "补贴", line.cite, answer=Answer.MEETS if amount is not None else
        Answer.UNKNOWN,
        applies=True, demand=said(line.when, book.rulebook), seen=_seen(book, facts, values), formula=text,
    )  # fmt: skip


def _total_step(book: Compiled, ruling: Ruling, values: Sequence[Any]) -> list[Step]:
    """What the parts came to together, where there is more to say than the one amount."""
    rulebook, total = book.rulebook, book.rulebook.total
    sums = [part(values)[1] for part in book.parts]
    known = [one for one in sums if one is not None]
    if len(known) < len(sums) or not (total or book.rests or len(sums) > 1 or ruling.line == TOTAL):
        return []
    texts = [" + ".join(Money(one).exact() for one in known)]
    facts: list[str] = []
    if total is not None and total.cap is not None and isinstance(total.cap.value, int):
        texts.append(f"合计最高 {Money(total.cap.value).exact()}")
    if total is not None and total.less:
        facts.append(total.less)
        paid = rulebook.facts[total.less]
        texts.append(f"减去{paid.label} {shown(paid, values[book.slots[paid.name]])}")
    for limit in rulebook.limits:
        if limit.kind == "sum":
            facts.append(limit.fact)
            texts.append(f"不超过“{limit.title}”的剩余")
    amount = ruling.amount_fen
    outcome = (
        f"实补 {Money(amount).exact()}" if amount is not None else "没有可补的金额" if ruling.line == TOTAL else ""
    )
    cite = total.cite if total is not None else None
    is_total = ruling.line == TOTAL
    answer = ruling.answer if is_total else Answer.UNKNOWN if ruling.answer is Answer.UNKNOWN else Answer.MEETS
    text = "，".join([*texts, *([outcome] if outcome else [])])
    demand = "补贴大于零" if is_total and ruling.answer is Answer.FAILS else ""
    seen = _seen(book, facts, values)
    return [
        _step(
            rulebook, TOTAL, "合计", "补贴", cite, answer=answer, applies=True, demand=demand, seen=seen, formula=text
        )
    ]


def _open(book: Compiled, values: Sequence[Any]) -> Iterable[Operand]:
    rulebook, slots = book.rulebook, book.slots
    for one in rulebook.requirements:
        yield from open_inputs(needed(one), slots, values)
    for part in rulebook.parts:
        holding = [line for line in part.lines if line.when is None or compiled(line.when, slots)(values)]
        for line in holding[:1]:
            yield from open_amounts(line.pay, slots, values)
        if not holding:
            for line in part.lines:
                yield from open_inputs(line.when, slots, values) if line.when is not None else ()
    total = rulebook.total
    others = [total.cap] if total is not None and total.cap is not None else []
    others += [Operand(fact=total.less)] if total is not None and total.less else []
    others += [side for one in rulebook.limits if one.kind == "sum" for side in (one.most, Operand(fact=one.fact))]
    yield from (operand for operand in others if getter(operand, slots)(values) is None)


def _missing(book: Compiled, values: Sequence[Any]) -> Iterable[Missing]:
    told: set[str] = set()
    for operand in _open(book, values):
        name = operand.fact or operand.parameter
        if not name or name in told:
            continue
        told.add(name)
        fact = fact_of_operand(operand, book.rulebook)
        advice = "请由地方填写这一参数" if operand.parameter else how_written(fact)
        yield Missing(name, fact.label, bool(operand.parameter), advice)


def _shares(book: Compiled, amount: int | None, values: Sequence[Any]) -> tuple[tuple[str, int], ...]:
    """Each level's part of the amount, adding up to it, by the first share whose condition holds."""
    if amount is None:
        return ()
    for share in book.rulebook.shares:
        if share.when is None or compiled(share.when, book.slots)(values):
            parts = Money(amount).split([part for _, part in share.parts])
            return tuple((name, part.fen) for (name, _), part in zip(share.parts, parts, strict=True))
    return ()
