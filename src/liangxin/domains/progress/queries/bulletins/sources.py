"""Where kinds of bulletins get facts that are not the programme's own: supervision orders, meetings.

A source is a class without arguments, declared in `apps.py`:
`bulletin_sources = ["liangxin.domains.progress.queries.bulletins.subjects.NoticeSource"]`. A further kind is a member
of `BulletinKind` with a preset in `data/bulletins`, and a source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.apps import apps
from django.utils.module_loading import import_string

from liangxin.domains.progress.rules.facts.values import Facts
from liangxin.domains.progress.terms import BulletinKind
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class SubjectCard:
    """An order or a meeting that a bulletin can be written about; `key` leads back to it."""

    key: str
    title: str
    note: str = ""


class BulletinSource(Protocol):
    """Gives a kind of bulletin its subjects, and the facts of one."""

    kind: BulletinKind

    def subjects(self, actor: Actor, region: regions.RegionCard) -> Sequence[SubjectCard]:
        """What can be written about in a region now, newest first."""
        ...

    def filled(self, actor: Actor, region: regions.RegionCard, key: str, facts: Facts) -> Facts:
        """The facts with those of the subject. Raises the refusal of what is not there."""
        ...


def source_of(kind: BulletinKind) -> BulletinSource | None:
    """The source of a kind, None where the programme's own facts are all that it needs or nobody gives them."""
    for path in getattr(apps.get_app_config("progress"), "bulletin_sources", ()):
        source: BulletinSource = import_string(path)()
        if source.kind is kind:
            return source
    return None


OF_PROGRAMME = frozenset({BulletinKind.MONTHLY, BulletinKind.RANKING, BulletinKind.LAGGING})


def kinds_offered() -> list[BulletinKind]:
    """The kinds that can be written: those of the programme, and those that have a source."""
    return [kind for kind in BulletinKind if kind in OF_PROGRAMME or source_of(kind) is not None]
