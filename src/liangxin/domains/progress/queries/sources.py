"""Bindings that wait for a person, in cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress.access import visible_bindings, visible_regions
from liangxin.domains.progress.models import Binding, TargetSnapshot
from liangxin.domains.progress.queries.targets import SourceCard, source_card
from liangxin.domains.progress.terms import BindingState, Power
from liangxin.foundation.accounts.api import Actor


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A binding in a list, with its target."""

    source: SourceCard
    target_id: UUID
    target: str
    chapter: str
    region_name: str


def sources_listed(actor: Actor) -> QuerySet[Binding]:
    """The rows of the list, for `source_lines`: bindings of the regions in which the actor decides on them."""
    places = ~Q(pk__in=[]) if actor.is_system else Q(pk__in=[])
    for path in actor.paths(Power.BIND):
        places |= Q(region__path__startswith=path)
    looked_at = TargetSnapshot.objects.values("target")
    rows = visible_bindings(actor).filter(places, target__in=looked_at)
    return rows.select_related("target", "region", "unit", "decided_by")


def source_lines(rows: Sequence[Binding]) -> list[SourceLine]:
    """Cards of rows of `sources_listed`; targets and measures are looked up together."""
    targets = TargetSnapshot.objects.filter(target__in=[row.target_id for row in rows])
    known = {row.target_id: row for row in targets.select_related("indicator").defer("chart", "spark", "reasons")}
    measures = indicators.measures_published() if rows else {}
    return [
        SourceLine(
            source_card(row, known[row.target_id], measures),
            row.target.public_id,
            known[row.target_id].name,
            known[row.target_id].chapter,
            row.region.name,
        )
        for row in rows
        if row.target_id in known
    ]


def sure_waiting(actor: Actor) -> dict[str, tuple[str, int]]:
    """How many sure proposals wait, by region code, with its name."""
    rows = sources_listed(actor).filter(state=BindingState.PROPOSED.value, is_sure=True)
    found: dict[str, tuple[str, int]] = {}
    for code, name in rows.order_by("region__path").values_list("region__code", "region__name"):
        found[code] = name, found.get(code, ("", 0))[1] + 1
    return found


def places_to_bind(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the regions in which the actor decides on sources and that have targets."""
    places = Q(pk__in=[])
    for path in actor.paths(Power.BIND):
        places |= Q(region__path__startswith=path)
    rows = visible_regions(actor).filter(places, targets__gt=0).order_by("region__path")
    return list(rows.values_list("region__code", "region__name"))
