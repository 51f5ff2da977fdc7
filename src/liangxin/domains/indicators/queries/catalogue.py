"""Questions to the catalogue, answered in frozen cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Prefetch, QuerySet

from liangxin.domains.indicators.access import get_indicator, visible_indicators
from liangxin.domains.indicators.models import Indicator, IndicatorSynonym
from liangxin.domains.indicators.rules.matching import IndicatorMatch, IndicatorNames, Said, matcher_of
from liangxin.domains.indicators.terms import Direction, Family, IndicatorKind, Power, RollUp
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class SynonymCard:
    """Another name of an indicator."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """An indicator with its other names."""

    id: int
    code: str
    name: str
    name_en: str
    definition: str
    unit: str
    direction: Direction
    kind: IndicatorKind
    roll_up: RollUp
    family: Family
    department: str
    synonyms: tuple[SynonymCard, ...]


def with_names(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Indicators with all that their cards show, in one query more."""
    others = IndicatorSynonym.objects.filter(is_own_name=False).order_by("id")
    return indicators.prefetch_related(Prefetch("synonyms", queryset=others))


def indicator_card(indicator: Indicator) -> IndicatorCard:
    """The card of an indicator fetched by `with_names`."""
    return IndicatorCard(
        id=indicator.pk,
        code=indicator.code,
        name=indicator.name,
        name_en=indicator.name_en,
        definition=indicator.definition,
        unit=indicator.unit,
        direction=Direction.of(indicator.direction),
        kind=IndicatorKind.of(indicator.kind),
        roll_up=RollUp.of(indicator.roll_up),
        family=Family.of(indicator.family),
        department=indicator.department,
        synonyms=tuple(SynonymCard(synonym.pk, synonym.name) for synonym in indicator.synonyms.all()),
    )


def indicator_cards(ids: Iterable[int]) -> dict[int, IndicatorCard]:
    """The cards of these indicators by id, for rows that their caller may see; unknown ids are missing."""
    return {row.pk: indicator_card(row) for row in with_names(Indicator.objects.filter(pk__in=set(ids)))}


def indicator_seen(actor: Actor, code: str, to: Power = Power.READ) -> IndicatorCard:
    """One indicator; raises IndicatorNotFound, or NotAllowed without the power `to`."""
    return indicator_card(with_names(Indicator.objects.filter(pk=get_indicator(actor, code, to).pk)).get())


def catalogue(actor: Actor) -> list[IndicatorCard]:
    """All indicators that the actor sees, by family and code."""
    return [indicator_card(row) for row in with_names(visible_indicators(actor)).order_by("family", "code")]


def indicators_listed(actor: Actor) -> QuerySet[Indicator]:
    """The rows of the list, for `indicator_card`; `all_names` is every name that leads to the indicator."""
    return with_names(visible_indicators(actor)).annotate(all_names=StringAgg("synonyms__name", delimiter=" "))


def find_indicators(actor: Actor, words: str, limit: int = 20) -> list[IndicatorCard]:
    """Indicators of which any name holds the words."""
    named = IndicatorSynonym.objects.filter(name__icontains=words)
    found = with_names(visible_indicators(actor)).filter(pk__in=named.values("indicator"))
    return [indicator_card(row) for row in found.order_by("code")[:limit]]


def indicator_history(actor: Actor, code: str) -> list[TrailCard]:
    """What happened to an indicator, newest first."""
    return entries_of(get_indicator(actor, code))


def indicator_ids(codes: Iterable[str]) -> dict[str, int]:
    """The ids of these indicators by code, for a caller who may see what it asks for; unknown codes are missing."""
    return dict(Indicator.objects.filter(code__in=set(codes)).values_list("code", "id"))


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of these indicators by code, for a caller who may see what it asks for; unknown codes are missing."""
    return dict(Indicator.objects.filter(code__in=set(codes)).values_list("code", "name"))


def match_indicators(targets: Iterable[Said]) -> dict[Said, tuple[IndicatorMatch, ...]]:
    """Which indicators the targets of plans may mean, for any number at once, in one query; see `rules.matching`."""
    names: dict[str, list[str]] = {}
    measures: dict[str, tuple[str, str]] = {}
    rows = IndicatorSynonym.objects.order_by("indicator__code", "-is_own_name", "id")
    for code, unit, kind, name in rows.values_list("indicator__code", "indicator__unit", "indicator__kind", "name"):
        names.setdefault(code, []).append(name)
        measures[code] = unit, kind
    matcher = matcher_of(
        tuple(
            IndicatorNames(code, tuple(known), measures[code][0], IndicatorKind.of(measures[code][1]))
            for code, known in names.items()
        )
    )
    return {said: matcher.match(said) for said in set(targets)}
