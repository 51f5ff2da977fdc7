"""The parts of a rulebook once it is read: typed, frozen, every amount in fen and every decimal a scaled whole
number.

Nothing decides here; `conditions`, `amounts` and `compiled` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from liangxin.kernel.money import FEN_PER_YUAN
from liangxin.kernel.period import Period
from liangxin.kernel.term import Term

# What a fact holds inside: text and choice a str, whole an int, decimal an int scaled by its places, money an int of
# fen.
Value = str | int | bool | date | tuple[str, ...]


class FactKind(Term):
    """What sort of value a fact or a parameter holds."""

    TEXT = "text", "文字"
    CHOICE = "choice", "选项"
    WHOLE = "whole", "整数"
    DECIMAL = "decimal", "小数"
    MONEY = "money", "金额"
    DATE = "date", "日期"
    YES_NO = "yes_no", "是否"
    LIST = "list", "清单"
    PERCENT = "percent", "比例"


class Asked(Term):
    """Who knows a fact: a form asks the applicant, the office looks it up."""

    PERSON = "person", "申请人"
    OFFICE = "office", "经办部门"


class Scope(Term):
    """Who made the rules."""

    NATIONAL = "national", "国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"


class Basis(Term):
    """How sure it is that a line says what its document says."""

    CONFIRMED = "confirmed", "已核"
    MEMORY = "memory", "凭记忆，待核"


class Seen(Term):
    """Where the text was seen; only a government's own page is one to cite to the public."""

    GOV = "gov", "政府网站"
    NEWS = "news", "新闻报道"
    THIRD = "third", "第三方转述"
    MIRROR = "mirror", "转载镜像"
    COMPUTED = "computed", "计算得出"


class Rounding(Term):
    """How an amount that is not whole is made whole."""

    HALF_UP_FEN = "half_up_fen", "四舍五入到分"
    UP_FEN = "up_fen", "向上取整到分"
    HALF_UP_YUAN = "half_up_yuan", "四舍五入到元"
    UP_YUAN = "up_yuan", "向上取整到元"

    @property
    def step(self) -> int:
        """The fen that the result is a multiple of."""
        return FEN_PER_YUAN if self in (Rounding.HALF_UP_YUAN, Rounding.UP_YUAN) else 1

    @property
    def is_up(self) -> bool:
        """Whether any rest goes up."""
        return self in (Rounding.UP_FEN, Rounding.UP_YUAN)


class Op(Term):
    """How a fact is compared; the label is said between the fact and the limit."""

    IS = "is", "为"
    IS_NOT = "is_not", "不为"
    IN = "in", "为其中之一："
    AT_MOST = "at_most", "不超过"
    BELOW = "below", "小于"
    AT_LEAST = "at_least", "不小于"
    ABOVE = "above", "大于"
    CONTAINS = "contains", "包括"


@dataclass(frozen=True, slots=True)
class Authority:
    """A document that the rules rest on."""

    code: str
    name: str
    number: str
    dated: date | None
    url: str
    basis: Basis
    seen: Seen | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line takes its document to mean where it is silent or read two ways."""

    takes: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a line stands: document, clause or matter, how sure. `confirmed_by` is a local document that settles it."""

    doc: str
    clause: str
    basis: Basis
    seen: Seen | None = None
    at: str = ""
    reading: Reading | None = None
    note: str = ""
    confirmed_by: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to confirm the line before it is put in force."""
        return bool(self.confirmed_by) or (self.basis is Basis.CONFIRMED and self.reading is None)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a decision looks at. Bounds are values as kept inside; `is_history` facts come from limits.

    `ask` and `hint` are the words for citizens; `is_chosen` says that a buyer can choose another value.
    """

    name: str
    label: str
    kind: FactKind
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    of: FactKind | None = None
    unit: str = ""
    places: int = 0
    least: int | None = None
    most: int | None = None
    help: str = ""
    is_history: bool = False
    ask: str = ""
    hint: str = ""
    is_chosen: bool = False
    asked_of: Asked = Asked.PERSON

    @property
    def column(self) -> str:
        """The name of its column in a table of claims: money says its unit."""
        return f"{self.name}_fen" if self.kind is FactKind.MONEY else self.name


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a place fills in. `value` is None until it does; a ceiling cuts what is set above it."""

    fact: Fact
    ceiling: int | None
    value: Value | None
    cite: Cite
    was_cut: bool = False


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison: a fact, perhaps moved by years and days, a parameter, or a value as kept inside."""

    fact: str = ""
    parameter: str = ""
    value: Value | None = None
    years: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact or parameter against a limit."""

    left: Operand
    op: Op
    right: Operand


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = Compare | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that an amount is multiplied by; what exceeds `at_most` does not count."""

    operand: Operand
    scale: int = 1  # the value kept inside is so many times the real one
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One bracket: what of the base lies between the bracket before and `to` (fen) counts at its rate."""

    to: int | None
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Pay:
    """An amount: base (fen, or a share of one) × factors, rounded, not below `least`, not above any cap.

    `base` is None where its parameter is not filled. Operands of caps are money in fen.
    """

    base: Fraction | None
    factors: tuple[Factor, ...] = ()
    slices: tuple[Slice, ...] = ()
    rounding: Rounding | None = None
    caps: tuple[Operand, ...] = ()
    least: int = 0
    said: str = ""  # the base as written: 12%, 1000元
    base_parameter: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a benefit: in which case, how much."""

    id: str
    title: str
    when: Condition | None
    pay: Pay
    cite: Cite
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a benefit, paid by exactly one of its lines. Parts are added up."""

    id: str
    title: str
    lines: tuple[Line, ...]
    is_optional: bool
    otherwise: str
    otherwise_cite: Cite | None


@dataclass(frozen=True, slots=True)
class Total:
    """What happens to the sum of the parts: a cap, and what was paid before and is taken off."""

    cap: Operand | None
    less: str
    cite: Cite


class CheckKind(Term):
    """What sort of demand a check makes."""

    PERIOD = "period", "适用期间"
    CONDITION = "condition", "条件"
    EXCLUSION = "exclusion", "互斥"
    LIMIT = "limit", "上限"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A demand that a case must meet. `when` says which cases it is made of; for all others it is met."""

    id: str
    title: str
    kind: CheckKind
    when: Condition | None
    need: Condition
    cite: Cite
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as written, for pages; what it demands is among the requirements. `rest` cuts an amount to what is
    left.
    """

    id: str
    title: str
    kind: str
    most: Operand
    fact: str
    per: tuple[str, ...]
    within: str
    shared_with: tuple[str, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Evidence:
    id: str
    name: str
    when: Condition | None
    cite: Cite


@dataclass(frozen=True, slots=True)
class Share:
    """How levels of government share an amount."""

    id: str
    title: str
    when: Condition | None
    parts: tuple[tuple[str, Fraction], ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A version of a rulebook. `digest` is that of its content, local values included."""

    code: str
    version: str
    title: str
    scope: Scope
    summary: str
    replaces: str
    is_retroactive: bool
    authorities: Mapping[str, Authority] = field(hash=False)
    facts: Mapping[str, Fact] = field(hash=False)
    parameters: Mapping[str, Parameter] = field(hash=False)
    in_force_by: str
    periods: tuple[Period, ...]
    requirements: tuple[Requirement, ...]
    parts: tuple[Part, ...]
    total: Total | None
    limits: tuple[Limit, ...]
    evidence: tuple[Evidence, ...]
    shares: tuple[Share, ...]
    open_questions: tuple[str, ...]
    digest: str
    adopted_by: str = ""
    places: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict, hash=False, compare=False)

    @property
    def key(self) -> str:
        """Code and version, as people name it: `cars_scrap@2026`."""
        return f"{self.code}@{self.version}"

    def cites(self) -> list[tuple[str, str, Cite]]:
        """Every line that rests on a document: its id, title and cite, each once."""
        found = [(one.id, one.title, one.cite) for one in self.requirements]
        found += [(line.id, line.title, line.cite) for part in self.parts for line in part.lines]
        found += [
            (f"{part.id}.otherwise", part.otherwise, part.otherwise_cite)
            for part in self.parts
            if part.otherwise_cite is not None
        ]
        if self.total is not None:
            found.append(("total", "补贴合计", self.total.cite))
        found += [(f"parameter.{name}", one.fact.label, one.cite) for name, one in self.parameters.items()]
        found += [(f"evidence.{one.id}", one.name, one.cite) for one in self.evidence]
        found += [(f"share.{one.id}", one.title, one.cite) for one in self.shares]
        return found

    def unsettled(self) -> list[tuple[str, str, Cite]]:
        """The lines that nobody has confirmed, or that rest on a reading."""
        return [line for line in self.cites() if not line[2].is_settled]
