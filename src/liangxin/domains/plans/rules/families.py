"""Who is set against whom: plans, the voices of regions, and which plan asks which voice.

A region speaks with one voice: its general plan and the sector plans under it ("1+N"). A general plan answers the
whole upper family, a sector plan answers only the plan that it names. No figure is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from liangxin.domains.plans.rules.promises import Promise, check_value


@dataclass(frozen=True, slots=True)
class PlanInFamily:
    """A plan and its place: `level` 0 national to 3 county; `upper` a plan of the level above, `main` of the region."""

    id: str
    name: str
    region_code: str
    region_path: str
    region_name: str
    level: int
    is_sector: bool = False
    upper: str | None = None
    main: str | None = None

    def order(self) -> tuple[int, str, str, bool, str, str]:
        """Where it stands among plans: from above downwards, region by region, general plan first."""
        return self.level, self.region_path, self.region_code, self.is_sector, self.name, self.id


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator. `direction` is up, down or reach; `roll_up` sum, ratio_of_sums, weighted_mean or none."""

    code: str
    name: str
    unit: str
    direction: str
    roll_up: str
    family: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What an upper plan hands down of one promise to one region. Raises as `Promise` does for a value that is none."""

    upper_plan: str
    promise_id: str
    region_code: str
    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        check_value(self.value)


class Spoken(NamedTuple):
    """A promise and the plan that makes it."""

    plan: PlanInFamily
    promise: Promise


@dataclass(frozen=True, slots=True)
class Voice:
    """The plans with which one region speaks, the general plan first."""

    plans: tuple[PlanInFamily, ...]

    @property
    def general(self) -> PlanInFamily | None:
        """The general plan, where there is one."""
        return None if self.plans[0].is_sector else self.plans[0]

    @property
    def region_code(self) -> str:
        return self.plans[0].region_code


@dataclass(frozen=True, slots=True)
class Link:
    """One plan asks, one voice answers, since `through` names the asking plan or its general plan as its upper one."""

    asking: PlanInFamily
    voice: Voice
    through: PlanInFamily


@dataclass(frozen=True, slots=True)
class Kinship:
    """All plans in order, the voices they make, and who asks whom, in the order of voices."""

    plans: tuple[PlanInFamily, ...]
    voices: tuple[Voice, ...]
    links: tuple[Link, ...]
    voice_of: Mapping[str, Voice]


def kinship(plans: Iterable[PlanInFamily]) -> Kinship:
    """Put plans into voices and link them; an upper or main plan that is not among them is as if not named."""
    ordered = tuple(sorted(plans, key=PlanInFamily.order))
    by_id = {plan.id: plan for plan in ordered}
    together: dict[str, list[PlanInFamily]] = {}
    for plan in ordered:
        together.setdefault(_head_of(plan, by_id).id, []).append(plan)
    voices = tuple(Voice(tuple(sorted(members, key=lambda plan: plan.is_sector))) for members in together.values())
    voice_of = {plan.id: voice for voice in voices for plan in voice.plans}
    links = tuple(link for voice in voices for link in _links(voice, by_id, voice_of))
    return Kinship(ordered, voices, links, voice_of)


def _head_of(plan: PlanInFamily, by_id: Mapping[str, PlanInFamily]) -> PlanInFamily:
    """The general plan over a sector plan of the same region; any other plan heads its own voice."""
    main = by_id.get(plan.main or "")
    belongs = main is not None and plan.is_sector and not main.is_sector and main.region_code == plan.region_code
    return main if main is not None and belongs else plan


def _links(voice: Voice, by_id: Mapping[str, PlanInFamily], voice_of: Mapping[str, Voice]) -> Iterable[Link]:
    """Who asks the voice; the plan that names the asking one itself comes before one that names its general plan."""
    named = [(plan, by_id[plan.upper]) for plan in voice.plans if plan.upper and plan.upper in by_id]
    above = [(plan, upper) for plan, upper in named if voice_of[upper.id] is not voice]
    found = {upper.id: Link(upper, voice, plan) for plan, upper in reversed(above)}
    for plan, upper in above:
        if not plan.is_sector and not upper.is_sector:
            family = voice_of[upper.id].plans
            found = {sector.id: Link(sector, voice, plan) for sector in family} | found
    return sorted(found.values(), key=lambda link: link.asking.order())
