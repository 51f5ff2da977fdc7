"""What the form "where does this document belong" offers, and what is proposed in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from liangxin.domains.plans.access import visible_plans
from liangxin.domains.plans.models import Plan
from liangxin.domains.plans.queries.review import Reading
from liangxin.domains.plans.rules.placing import NATION, KnownPlan, Stated, propose_place
from liangxin.domains.plans.terms import EditionKind, PlanKind, PlanLevel
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor

ORDER = tuple(PlanLevel)
OTHER = "other"


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan that may be chosen in a form."""

    public_id: UUID
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class Placing:
    """The choices of the form and what stands in it at first."""

    own: list[PlanChoice]  # plans kept here, of which the document may be an edition
    above: list[PlanChoice]
    mains: list[PlanChoice]
    issuers: list[tuple[str, str]]  # region code and name; "" is the nation, OTHER the place of `place_name`
    edition_of: str
    edition: EditionKind
    issued_by: str
    place_name: str
    kind: PlanKind
    field: str
    upper: str
    main: str


def placing_of(actor: Actor, reading: Reading) -> Placing:
    """Choices for a document that the actor reviews; what was said before, else what its head suggests."""
    region = regions.region_cards([reading.region_code])[reading.region_code]
    known = _plans(actor)
    own = [plan for plan in known if plan.region_id == region.id and plan.current_id]
    head = Stated(
        title=reading.card.title or reading.card.name,
        issuer=reading.card.issuer,
        region=reading.head.get("region") or "",
        division_code=reading.head.get("division_code") or "",
    )
    proposal = propose_place(head, region.code, region.name, [_as_known(plan) for plan in own])
    said = reading.place
    issued_by = said.issued_by if said else proposal.issued_by
    place_name = said.place_name if said else proposal.place_name
    mine = _id(said.plan_id) if said else ""
    edition_of = next((_id(plan.public_id) for plan in own if plan.pk == proposal.edition_of), "")
    others = [plan for plan in known if _id(plan.public_id) != mine]
    mains = [plan for plan in others if plan.kind == PlanKind.GENERAL and plan.region_id == region.id]
    return Placing(
        own=[_choice(plan) for plan in own],
        above=[_choice(plan) for plan in others],
        mains=[_choice(plan) for plan in mains],
        issuers=_issuers(region, head.division_code, issued_by),
        edition_of=(mine if said.has_predecessor else "") if said else edition_of,
        edition=said.edition if said else proposal.edition,
        issued_by=OTHER if place_name else issued_by,
        place_name=place_name,
        kind=said.kind if said else proposal.kind,
        field=said.field if said else proposal.field,
        upper=_id(said.upper_id) if said else _nearest_above(others, issued_by),
        main=_id(said.main_id) if said else _id(mains[0].public_id if mains else None),
    )


def _plans(actor: Actor) -> list[Plan]:
    rows: QuerySet[Plan] = visible_plans(actor).select_related("region", "issued_by")
    return sorted(rows, key=lambda plan: (ORDER.index(PlanLevel.of(plan.level)), plan.region.code, plan.title, plan.pk))


def _as_known(plan: Plan) -> KnownPlan:
    issued_by = plan.issued_by.code if plan.issued_by else ""
    return KnownPlan(plan.pk, plan.title, PlanKind.of(plan.kind), issued_by, plan.place, plan.current_id is not None)


def _choice(plan: Plan) -> PlanChoice:
    return PlanChoice(plan.public_id, plan.title, plan.place)


def _issuers(region: regions.RegionCard, stated: str, chosen: str) -> list[tuple[str, str]]:
    """The region itself, those above it, the nation, and the one that the document names."""
    codes = [region.code, *(above.code for above in regions.regions_above(region)), stated, chosen]
    known = regions.region_cards(code for code in codes if code)
    named = [(code, known[code].name) for code in dict.fromkeys(codes) if code in known]
    return [*named, ("", gettext("国家")), (OTHER, gettext("其他地方"))]


def _nearest_above(plans: list[Plan], issued_by: str) -> str:
    """The general plan in force of the nearest government above the issuer."""
    issuer = regions.region_cards([issued_by]).get(issued_by) if issued_by else None
    if issuer is None:
        return ""
    above = [each.code for each in regions.regions_above(issuer)] + [""]
    general = {
        plan.issued_by.code if plan.issued_by else "": plan
        for plan in plans
        if plan.kind == PlanKind.GENERAL and plan.current_id and (plan.issued_by or plan.place == NATION)
    }
    return next((_id(general[code].public_id) for code in above if code in general), "")


def _id(public_id: UUID | None) -> str:
    return str(public_id) if public_id else ""
