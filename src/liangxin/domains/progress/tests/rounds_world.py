"""The small world of rounds: the round of June, opened by the office, with the return of the commerce bureau."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import Return, ReturnField, Round
from liangxin.domains.progress.queries.rounds import units_to_ask
from liangxin.domains.progress.terms import FieldName, LineKind, RoundKind
from liangxin.domains.progress.tests.world import ProgressWorld, build_progress, measured, with_test_measure
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.kernel.period import Period

__all__ = ["measured"]
COMMERCE = "清岚县商务局"
JUNE = Period.month(2025, 6)
JULY = Period.month(2025, 7)


@dataclass
class RoundsWorld:
    """The world of progress with a round; short ways to its return, fields and deeds."""

    lights: ProgressWorld
    round_id: UUID
    made: dict[str, Any] = field(default_factory=dict)

    def actor(self, username: str) -> Any:
        people = self.lights.people
        return people.stranger if username == "stranger" else people.actor(username)

    @property
    def round(self) -> Round:
        return Round.objects.get(public_id=self.round_id)

    def answer(self, unit: str = COMMERCE) -> Return:
        return Return.objects.select_related("round").get(round__public_id=self.round_id, unit__name=unit)

    def field(self, name: FieldName, kind: LineKind = LineKind.TARGET, words: str = "") -> ReturnField:
        rows = ReturnField.objects.filter(line__answer=self.answer(), line__kind=kind.value, name=name.value)
        return rows.filter(line__title__contains=words).order_by("line__place").first() or pytest.fail(name.label)

    def type(self, name: FieldName, value: str, who: str = "li", kind: LineKind = LineKind.TARGET) -> progress.Saved:
        row = self.field(name, kind)
        return progress.save_field(self.actor(who), row.public_id, value, row.version)

    def fill(self, figure: str = "1") -> None:
        """Everything that the commerce bureau is asked."""
        for row in ReturnField.objects.filter(line__answer=self.answer()).order_by("pk"):
            name = FieldName.of(row.name)
            said = {FieldName.FIGURE: figure, FieldName.STATE: "under_way", FieldName.TO_DATE: row.value}
            row.refresh_from_db()
            value = row.value if name is FieldName.TO_DATE else said.get(name, "正在推进。")
            progress.save_field(self.actor("li"), row.public_id, value, row.version)
        for row in ReturnField.objects.filter(line__answer=self.answer()).exclude(doubts=[]):
            progress.assure_field(self.actor("li"), row.public_id, "与企业名单核对过", row.version)

    def submit(self, figure: str = "1") -> None:
        self.fill(figure)
        progress.submit_return(self.actor("li"), self.answer().public_id)

    def approve(self, who: str = "wang") -> None:
        progress.approve_return(self.actor(who), self.answer().public_id)


def draft_of(lights: ProgressWorld, period: Period = JUNE, **changed: Any) -> progress.RoundDraft:
    units = tuple(one.public_id for one in units_to_ask(lights.county) if one.is_proposed)
    told: dict[str, Any] = {"kind": RoundKind.MONTHLY, "title": f"{period}调度", "unit_ids": units, "working_days": 5}
    return progress.RoundDraft(period=period, **told | changed)


def build_rounds() -> RoundsWorld:
    lights = build_progress()
    return RoundsWorld(lights, progress.open_round(lights.people.actor("lin"), COUNTY, draft_of(lights)))


rounds = kept("rounds", with_test_measure(build_rounds), "measured")
