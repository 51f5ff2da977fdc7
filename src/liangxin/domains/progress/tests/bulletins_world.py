"""The small world of bulletins: the monthly report of June as a draft of the county's office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.apps import ProgressConfig
from liangxin.domains.progress.models import Bulletin, BulletinEdit
from liangxin.domains.progress.queries.bulletins.sources import SubjectCard
from liangxin.domains.progress.rules.bulletins.content import read_back
from liangxin.domains.progress.rules.facts.values import Facts
from liangxin.domains.progress.terms import BulletinKind
from liangxin.domains.progress.tests import bulletins_given
from liangxin.domains.progress.tests.world import ON, ProgressWorld, build_progress, measured, with_test_measure
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.kernel.period import Period

__all__ = ["measured"]
JUNE = Period.month(2025, 6)
BASE = "https://qinglan.example"


@dataclass
class BulletinsWorld:
    """The world of progress with a draft; short ways to it and its deeds."""

    lights: ProgressWorld
    id: UUID

    def actor(self, username: str) -> Any:
        people = self.lights.people
        return people.stranger if username == "stranger" else people.actor(username)

    @property
    def row(self) -> Bulletin:
        return Bulletin.objects.get(public_id=self.id)

    def keys(self) -> list[str]:
        return [passage.key for passage in read_back(self.row.content).passages()]

    def edit(self, text: str, reason: str = "", key: str = "") -> list[str]:
        chosen = key or self.keys()[0]
        kept = BulletinEdit.objects.filter(bulletin=self.row.pk, passage=chosen).first()
        seen = kept.version if kept else 0
        return progress.edit_paragraph(self.actor("lin"), self.id, chosen, text, reason, seen)

    def submit(self, who: str = "lin") -> None:
        progress.submit_bulletin(self.actor(who), self.id)

    def issue(self, who: str = "wang") -> str:
        return progress.issue_bulletin(self.actor(who), self.id, BASE, ON)


def draft_of(kind: BulletinKind = BulletinKind.MONTHLY, period: Period = JUNE, **more: Any) -> progress.BulletinDraft:
    return progress.BulletinDraft(kind, period, **more)


def build_bulletins() -> BulletinsWorld:
    lights = build_progress()
    return BulletinsWorld(lights, progress.write_bulletin(lights.people.actor("lin"), COUNTY, draft_of(), ON))


class FakeOrders:
    """A tiny source of supervision orders."""

    kind = BulletinKind.NOTICE

    def subjects(self, actor: Actor, region: regions.RegionCard) -> Sequence[SubjectCard]:
        return [SubjectCard("order:3", "公共充电桩建设滞后", "县交通运输局")]

    def filled(self, actor: Actor, region: regions.RegionCard, key: str, facts: Facts) -> Facts:
        return replace(facts, order=bulletins_given.order().order)


class FakeMeetings:
    """A tiny source of meetings."""

    kind = BulletinKind.MINUTES

    def subjects(self, actor: Actor, region: regions.RegionCard) -> Sequence[SubjectCard]:
        return [SubjectCard("meeting:4", "第4次会议")]

    def filled(self, actor: Actor, region: regions.RegionCard, key: str, facts: Facts) -> Facts:
        return replace(facts, meeting=bulletins_given.meeting().meeting)


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Orders and meetings give facts."""
    here = FakeOrders.__module__
    monkeypatch.setattr(ProgressConfig, "bulletin_sources", [f"{here}.FakeOrders", f"{here}.FakeMeetings"])


@pytest.fixture
def files_here(settings: Any, tmp_path: Any) -> None:
    """Files that a test writes go into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path


bulletins = kept("bulletins", with_test_measure(build_bulletins), "measured", "files_here")
