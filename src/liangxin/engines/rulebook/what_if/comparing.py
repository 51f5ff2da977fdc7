"""Before and after of each claim as one Ibis expression: both decisions, the change, and the groups to count by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir

from liangxin.engines.rulebook.column import CODE, Outcomes
from liangxin.engines.rulebook.column_files import decided_with_faults
from liangxin.engines.rulebook.column_seen import Seen
from liangxin.engines.rulebook.column_types import COLUMN_TYPES
from liangxin.engines.rulebook.records import FactKind, Rulebook
from liangxin.engines.rulebook.what_if.records import Change
from liangxin.kernel.decision import Answer

CLAIMS, ROW = "claims", "_row"
CHANGES = tuple(Change)
_KEPT = ("claim", "claimed_on", "region", "category", "paid_fen", ROW)


@dataclass(frozen=True)
class Side:
    """A rulebook and how it reads the claims: what is known of them, years that days are moved by, what is assumed."""

    rulebook: Rulebook
    seen: Seen
    years: int = 0
    assumed: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def moved(self, day: Any) -> Any:
        """By way of a time: DuckDB makes one of a day and an interval, which Ibis takes for a day still."""
        return (day.cast("timestamp") + ibis.interval(years=self.years)).cast("date") if self.years else day

    def read(self, claims: ir.Table) -> dict[str, Any]:
        """The columns that this side reads otherwise than they stand."""
        columns: dict[str, Any] = {}
        for fact in self.rulebook.facts.values():
            if fact.name in self.assumed:
                columns[fact.column] = ibis.literal(self.assumed[fact.name]).cast(COLUMN_TYPES[fact.kind](fact))
            elif fact.name in self.others:
                column = claims[fact.column]
                columns[fact.column] = column.isin(list(self.others[fact.name])).ifelse("other", column)
            elif fact.kind is FactKind.DATE and self.years:
                columns[fact.column] = self.moved(claims[fact.column])
        return columns

    def decided(self, claims: ir.Table, columns: Mapping[str, Any]) -> ir.Table:
        """The claims with these columns in place of their own, decided."""
        seen = Seen(self.seen.known | set(self.assumed), self.seen.sound | set(self.assumed))
        read = claims.mutate(**columns) if columns else claims
        return decided_with_faults(self.rulebook, read, seen, outputs=(CODE, "amount_fen"))


@dataclass(frozen=True)
class Comparison:
    """A draft beside the rulebook before it, or beside what was paid."""

    draft: Side
    before: Side | None
    schema: ibis.Schema
    after_outcomes: Outcomes = field(init=False)
    before_outcomes: Outcomes | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "after_outcomes", Outcomes.of(self.draft.rulebook))
        object.__setattr__(self, "before_outcomes", Outcomes.of(self.before.rulebook) if self.before else None)

    def claims(self) -> ir.Table:
        """The columns that are needed, of the view of the claims."""
        names = dict(self.schema.items()) | {ROW: ibis.dtype("int64")}
        facts = {fact.column for side in (self.draft, self.before) if side for fact in side.rulebook.facts.values()}
        wanted = {name: kind for name, kind in names.items() if name in facts or name in _KEPT}
        return ibis.table(ibis.schema(wanted), name=CLAIMS)

    def compared(self) -> ir.Table:
        """One row a claim: day, region, category, both amounts and codes, the change."""
        found = self._before(self.claims())
        found = self._after(found)
        was, now = found["_before"].fill_null(0), found["_after"].fill_null(0)
        change = ibis.cases(
            (found["_unknown"], _place(Change.UNKNOWN)),
            (was == now, _place(Change.SAME)),
            (was == 0, _place(Change.NEWLY_MET)),
            (now == 0, _place(Change.NO_LONGER_MET)),
            (now > was, _place(Change.MORE)),
            else_=_place(Change.LESS),
        )
        return found.mutate(_change=change)

    def counted(self) -> ir.Table:
        """The claims counted by all that they are ever counted by."""
        found = self.compared()
        return found.group_by("_day", "region", "_category", "_change", "_after_code", "_before_code").aggregate(
            claims=found.count(), faulty=found["_faulty"].cast("int64").sum(), before_fen=found["_before"].sum(),
            after_fen=found["_after"].sum(), first=found[ROW].min(),
        )  # fmt: skip

    def _before(self, claims: ir.Table) -> ir.Table:
        """With `_before`, `_before_code` and whether the outcome before is not known."""
        if self.before is None or self.before_outcomes is None:
            return claims.mutate(
                _before=claims["paid_fen"].cast("int64"),
                _before_code=ibis.literal(-1, "int16"),
                _unsure=ibis.literal(False),
            )
        columns = self.before.read(claims)
        own = {f"_own_{name}": claims[name] for name in columns if name in claims.columns}
        decided = self.before.decided(claims, columns | own)
        code = decided[CODE]
        return decided.select(
            *(decided[f"_own_{name}"].name(name) if name in columns else decided[name] for name in claims.columns),
            _before=decided["amount_fen"], _before_code=code.fill_null(-1).cast("int16"),
            _unsure=_is_unknown(code, self.before_outcomes),
        )  # fmt: skip

    def _after(self, claims: ir.Table) -> ir.Table:
        """With `_after`, `_after_code`, whether the change is not known, and the day moved."""
        day = {"_day": self.draft.moved(claims["claimed_on"]), "_category": claims["category"]}
        decided = self.draft.decided(claims, day | self.draft.read(claims))
        code = decided[CODE]
        return decided.select(
            "_day", "region", "_category", "_before", "_before_code", ROW, _after=decided["amount_fen"],
            _after_code=code.fill_null(-1).cast("int16"), _faulty=code.isnull(),
            _unknown=decided["_unsure"] | _is_unknown(code, self.after_outcomes),
        )  # fmt: skip


def _is_unknown(code: Any, outcomes: Outcomes) -> Any:
    """Whether a code says that something is not known; a row that could not be decided has none."""
    first, end = outcomes.first(Answer.UNKNOWN), outcomes.first(Answer.MEETS)
    return code.isnull() | ((code >= outcomes.literal(first)) & (code < outcomes.literal(end)))


def _place(change: Change) -> Any:
    return ibis.literal(CHANGES.index(change), "int8")
