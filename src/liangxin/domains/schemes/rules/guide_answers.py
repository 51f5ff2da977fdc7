"""What a citizen has answered to a rulebook's questions: read from an address, written back to one, and what is
still to ask.

An address holds facts by name (`price=3999&category=fridge`), `-` for "I do not know". A day may come in three parts
(`bought_on.y`, `.m`, `.d`), as its question asks for it. Free text is never asked: nobody can type in who they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from liangxin.domains.schemes.errors import (
    AnswerMissing,
    AnswerNotDay,
    AnswerNotMoney,
    AnswerNotNumber,
    AnswerNotOffered,
    AnswerOutside,
)
from liangxin.engines.rulebook import Compiled
from liangxin.engines.rulebook.building import needed
from liangxin.engines.rulebook.conditions import leaves
from liangxin.engines.rulebook.questions import questions
from liangxin.engines.rulebook.records import Fact, FactKind, Value
from liangxin.engines.rulebook.values import ValueUnfit, read_value, shown
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.text import cut

UNSURE = "-"
PARTS = ("y", "m", "d")
MOST_OFFERED = 8
LONGEST = 40
_MONEY = re.compile(r"(\d{1,15}(?:\.\d{1,2})?)(万?)", re.ASCII)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,9})?", re.ASCII)
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?", re.ASCII)
_NOT_ASKED = {FactKind.TEXT, FactKind.LIST}

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first answer that cannot be read: what was typed, in its parts, and why not."""

    fact: Fact
    typed: Mapping[str, str]
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to a rulebook's questions; a value is None where nothing was said, or that one does not know."""

    book: Compiled
    values: tuple[Value | None, ...]
    unsure: frozenset[str]
    wrong: Wrong | None = None

    def value(self, fact: Fact) -> Value | None:
        return self.values[self.book.slots[fact.name]]

    def known(self) -> list[tuple[Fact, Value]]:
        """What was said, in the order of the rulebook."""
        pairs = zip(self.book.rulebook.facts.values(), self.values, strict=True)
        return [(fact, value) for fact, value in pairs if value is not None]

    def has(self, fact: Fact) -> bool:
        return self.value(fact) is not None or fact.name in self.unsure

    def said(self) -> dict[str, str]:
        """The answers as an address holds them, each in one way only."""
        told = {fact.name: written(fact, value) for fact, value in self.known()}
        return {
            name: told.get(name, UNSURE) for name in self.book.rulebook.facts if name in told or name in self.unsure
        }

    def changed(self, fact: Fact, value: Value) -> dict[str, str]:
        """The same with another value of one fact."""
        return self.said() | {fact.name: written(fact, value)}


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the answers that can be chosen."""

    text: str
    label: str


def read_answers(book: Compiled, query: Query) -> Answers:
    """Read the answers of an address; what belongs to no question is passed over."""
    values: list[Value | None] = []
    unsure = set()
    wrong: Wrong | None = None
    for fact in book.rulebook.facts.values():
        typed = typed_of(fact, query)
        value: Value | None = None
        if UNSURE in typed.values() or UNSURE in query.get(fact.name, ()):
            unsure.add(fact.name)
        elif typed:
            try:
                value = _read(fact, typed)
            except Refusal as refusal:
                wrong = wrong or Wrong(fact, typed, refusal)
        values.append(value)
    return Answers(book, tuple(values), frozenset(unsure), wrong)


def typed_of(fact: Fact, query: Query) -> dict[str, str]:
    """What was typed for a fact, by the names of its fields; empty where it was not asked."""
    if not is_asked(fact):
        return {}
    names = [fact.name]
    if fact.kind is FactKind.DATE and fact.name not in query:
        names = [f"{fact.name}.{part}" for part in PARTS]
    return {name: _plain(query[name][-1]) for name in names if query.get(name)}


def is_asked(fact: Fact) -> bool:
    """Whether citizens are asked; free text they are not."""
    return fact.kind not in _NOT_ASKED


def still_to_ask(answers: Answers) -> list[Fact]:
    """The facts that may still change answer or amount, as the engine orders them; none where both are known."""
    open_facts = [one.fact for one in questions(answers.book, answers.values)]
    return [fact for fact in open_facts if is_asked(fact) and fact.name not in answers.unsure]


def offers(book: Compiled, fact: Fact) -> list[Offer]:
    """The answers to choose from; none where a number or a day is to be typed."""
    if fact.kind is FactKind.CHOICE:
        return [Offer(code, label) for code, label in fact.choices.items()]
    if fact.kind is FactKind.YES_NO:
        return [Offer("yes", "是"), Offer("no", "否")]
    if fact.kind is not FactKind.WHOLE:
        return []
    if fact.is_history:
        most = _most_counted(book, fact)
        labels = ["没有", *(f"{number}{fact.unit}" for number in range(1, most)), f"{most}{fact.unit}或更多"]
        return [Offer(str(number), label) for number, label in enumerate(labels)] if 0 < most < MOST_OFFERED else []
    least, most = fact.least or 0, fact.most if fact.most is not None else 10**6
    if most - least >= MOST_OFFERED:
        return []
    return [Offer(str(number), shown(fact, number)) for number in range(least, most + 1)]


def _most_counted(book: Compiled, fact: Fact) -> int:
    """The largest number that a count of earlier claims is compared with: more than that is all the same."""
    found = [leaf for one in book.rulebook.requirements for leaf in leaves(needed(one)) if leaf.left.fact == fact.name]
    return max((leaf.right.value for leaf in found if isinstance(leaf.right.value, int)), default=0)


def written(fact: Fact, value: Value) -> str:
    """A value as an address holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and fact.kind is FactKind.MONEY:
        return _short(Money(value).in_yuan())
    if isinstance(value, int):
        return _short(Decimal(value).scaleb(-fact.places))
    return str(value)


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(text: str) -> str:
    """Full-width digits become plain ones; blanks go, and what no keyboard types."""
    kept = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isprintable() and not sign.isspace())
    return kept[:200]


def _read(fact: Fact, typed: Mapping[str, str]) -> Value:
    """Read what was typed. Raises one of the refusals of `errors.guide`, for the field of the fact."""
    if not any(typed.values()):
        raise AnswerMissing(field=fact.name)
    return _READERS[fact.kind](fact, typed)


def _bounded(fact: Fact, raw: str, text: str) -> Value:
    """Read a number or an amount that is written well; it may still lie outside of what the fact can be."""
    try:
        return read_value(fact, raw)
    except ValueUnfit:
        least, most = shown(fact, fact.least), shown(fact, fact.most)
        raise AnswerOutside(field=fact.name, text=cut(text, LONGEST), least=least, most=most) from None


def _money(fact: Fact, typed: Mapping[str, str]) -> Value:
    text = typed[fact.name]
    found = _MONEY.fullmatch(re.sub(r"[,¥￥]|人民币|元整?$|块钱?$", "", text))
    if found is None:
        raise AnswerNotMoney(field=fact.name, text=cut(text, LONGEST))
    return _bounded(fact, f"{found[1]}{found[2]}元", text)


def _number(fact: Fact, typed: Mapping[str, str]) -> Value:
    text = typed[fact.name]
    number = text.removesuffix(fact.unit) if fact.unit else text
    places = len(number.partition(".")[2])
    if _NUMBER.fullmatch(number) is None or places > fact.places:
        raise AnswerNotNumber(field=fact.name, text=cut(text, LONGEST), places=fact.places)
    return _bounded(fact, number, text)


def _day(fact: Fact, typed: Mapping[str, str]) -> Value:
    text = typed.get(fact.name) or "-".join(typed.get(f"{fact.name}.{part}") or "?" for part in PARTS)
    found = _DAY.fullmatch(text)
    try:
        return read_value(fact, f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else "")
    except ValueUnfit:
        raise AnswerNotDay(field=fact.name, text=cut(text, LONGEST)) from None


def _offered(fact: Fact, typed: Mapping[str, str]) -> Value:
    text = typed[fact.name]
    try:
        return read_value(fact, text)
    except ValueUnfit:
        raise AnswerNotOffered(field=fact.name, text=cut(text, LONGEST)) from None


_READERS: dict[FactKind, Callable[[Fact, Mapping[str, str]], Value]] = {
    FactKind.MONEY: _money, FactKind.WHOLE: _number, FactKind.DECIMAL: _number,
    FactKind.DATE: _day, FactKind.CHOICE: _offered, FactKind.YES_NO: _offered,
}  # fmt: skip
