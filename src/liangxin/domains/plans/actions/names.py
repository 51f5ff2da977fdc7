"""What the names of a document mean: units of the region for its tasks, indicators of the catalogue for its targets."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans.access import get_unit_name
from liangxin.domains.plans.actions.desk import close_desk, finding_seen, open_desk
from liangxin.domains.plans.actions.proposals import propose_units
from liangxin.domains.plans.errors import CannotMove, ChangedMeanwhile
from liangxin.domains.plans.models import PlanDocument, TaskUnit, UnitName
from liangxin.domains.plans.rules.naming import full_name_of
from liangxin.domains.plans.terms import Deed, FindingKind, NamingState, Somebody
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import Power as OfRegions
from liangxin.domains.regions.terms import UnitKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail import api as trail


@transaction.atomic
def name_unit(
    actor: Actor,
    document_id: UUID,
    name_id: UUID,
    unit_id: UUID | None,
    *,
    seen: int | None = None,
    keep_alias: bool = True,
) -> None:
    """Say which unit a name means; None: it is no unit of this government.

    With `keep_alias` the unit is known by that name from now on, where the actor may enter names. Raises
    PlanDocumentNotFound, FindingNotFound, UnitNotFound, NotAllowed, DocumentClosed, ChangedMeanwhile.
    """
    document = open_desk(actor, document_id)
    name = _name_seen(document, name_id, seen)
    unit = regions.unit_seen(actor, unit_id) if unit_id else None
    if unit and keep_alias and actor.may(OfRegions.UNITS, unit.region.path) and unit.name != name.written:
        _learn(actor, unit, name.written)
    _give(actor, document, name, unit)
    close_desk(document, [])


def _learn(actor: Actor, unit: regions.UnitCard, written: str) -> None:
    """Enter the name as an alias, unless it leads to a unit already: that is then this plan's own way to say it."""
    if not any(match.score >= 1 for match in regions.find_unit(unit.region.code, written)):
        regions.add_alias(actor, unit.public_id, written)


@transaction.atomic
def create_units(actor: Actor, document_id: UUID, name_ids: list[UUID] | None = None) -> int:
    """Enter a unit for each of these names, or for all that mean none yet, and return how many.

    The full name is the region's with the written one: 县数据局 in 清岚县 becomes 清岚县数据局, known by both. Raises
    PlanDocumentNotFound, NotAllowed, NameTaken, DocumentClosed.
    """
    document = open_desk(actor, document_id)
    actor.require(OfRegions.UNITS, document.region.path)
    waiting = document.unit_names.filter(unit=None).exclude(state=NamingState.OUTSIDE.value)
    rows = waiting if name_ids is None else waiting.filter(public_id__in=name_ids)
    propose_units(document)  # somebody may have entered the unit since
    created = 0
    for row in rows.order_by("id"):
        name, kind = full_name_of(row.written, document.region.name)
        aliases = [row.written] if row.written != name else []
        is_group = UnitKind.GROUP if kind == "group" else UnitKind.DEPARTMENT
        unit = regions.create_unit(actor, document.region.code, name, kind=is_group, aliases=aliases)
        _give(actor, document, row, unit)
        created += 1
    close_desk(document, [])
    return created


def _give(actor: Actor, document: PlanDocument, name: UnitName, unit: regions.UnitCard | None) -> None:
    before = {"unit": name.unit_id}
    name.unit_id = unit.id if unit else None
    name.state = NamingState.CONFIRMED if unit else NamingState.OUTSIDE
    name.score, name.why = None, ""
    name.clock = document.clock + 1
    name.save()
    after = {"written": name.written, "unit": unit.name if unit else ""}
    trail.record(actor, Deed.NAME_UNIT, document, region_path=document.region.path, before=before, after=after)


def _name_seen(document: PlanDocument, name_id: UUID, seen: int | None) -> UnitName:
    name = get_unit_name(document, name_id)
    if seen is not None and name.clock != seen:
        raise ChangedMeanwhile(name=Somebody.OTHER, state=NamingState.of(name.state))
    return name


@transaction.atomic
def choose_indicator(actor: Actor, document_id: UUID, finding_id: UUID, code: str, *, seen: int | None = None) -> None:
    """Say which indicator a target measures; "": none of the catalogue.

    Raises what `settle_finding` raises, IndicatorNotFound.
    """
    document = open_desk(actor, document_id)
    finding = finding_seen(document, finding_id, seen)
    if finding.kind != FindingKind.TARGET:
        raise CannotMove(before=FindingKind.of(finding.kind), after=Deed.CORRECT)
    before = {"indicator": finding.indicator_id}
    finding.indicator_id = indicators.indicator_seen(actor, code).id if code else None
    finding.indicator_state = NamingState.CONFIRMED if code else NamingState.OUTSIDE
    finding.indicator_score = None
    close_desk(document, [finding])
    after = {"indicator": code, "finding": str(finding.public_id)}
    trail.record(actor, Deed.CORRECT, document, region_path=document.region.path, before=before, after=after)


def follow_merged_unit(gone_id: int, kept_id: int) -> None:
    """Let names and tasks of a unit that is no more lead to the one that has taken it over."""
    UnitName.objects.filter(unit_id=gone_id).update(unit_id=kept_id)
    TaskUnit.objects.filter(unit_id=gone_id).update(unit_id=kept_id)
