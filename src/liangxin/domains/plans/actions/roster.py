"""The roster of a plan goes into the region's work team."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from liangxin.domains.plans.access import get_document
from liangxin.domains.plans.errors import NoRoster
from liangxin.domains.plans.models import PlanDocument
from liangxin.domains.plans.rules.naming import role_of, unit_of_post
from liangxin.domains.plans.terms import NAME_LIMIT, Deed, FindingKind, Power, ReviewState
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import TeamRole
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail import api as trail


@dataclass(frozen=True, slots=True)
class RosterTaken:
    """What came of a roster: people who are new on it, and people who stood there already with the same post."""

    new: int
    known: int


@transaction.atomic
def take_roster(actor: Actor, document_id: UUID) -> RosterTaken:
    """Put the accepted persons of a document on the roster of the region's work team, which is set up where missing.

    Who stands there with the same post stays as they are, also inside a group where the document names none; nobody is
    taken off. Raises PlanDocumentNotFound, NotAllowed, NoRoster.
    """
    document = get_document(actor, document_id, to=Power.REVIEW)
    lines = _lines_of(document)
    if not lines:
        raise NoRoster
    _set_up(actor, document, lines)
    team = regions.team_seen(actor, document.region.code)
    there = {(group, member.person, member.post) for member in team.members for group in {member.group, ""}}
    new = [line for line in lines if (line.group, line.person, line.post) not in there]
    for line in new:
        regions.set_team_member(actor, document.region.code, line)
    taken = RosterTaken(len(new), len(lines) - len(new))
    after = {"new": taken.new, "known": taken.known}
    trail.record(actor, Deed.TAKE_ROSTER, document, region_path=document.region.path, after=after)
    return taken


def _lines_of(document: PlanDocument) -> list[regions.RosterLine]:
    found = document.findings.filter(kind=FindingKind.MEMBER.value, state=ReviewState.ACCEPTED.value).order_by(
        "start", "id"
    )
    said = [one.stated for one in found]
    units = _units_of(document, [facts["position"] for facts in said])
    lines = [
        regions.RosterLine(
            person=facts["name"],
            post=facts["position"],
            role=TeamRole.of(role_of(facts["role"])),
            group=facts.get("group") or "",
            unit_id=units.get(facts["position"]),
            position=place,
        )
        for place, facts in enumerate(said, 1)
    ]
    return list({(line.group, line.person, line.post): line for line in lines}.values())


def _units_of(document: PlanDocument, posts: list[str]) -> dict[str, UUID]:
    """The unit of each post where it is known for sure."""
    named = {post: name for post in posts if (name := unit_of_post(post))}
    matches = regions.find_units_around(document.region.code, named.values())
    sure = {name: found[0].unit_id for name, found in matches.items() if regions.is_sure(found)}
    cards = regions.unit_cards(sure.values())
    return {post: cards[sure[name]].public_id for post, name in named.items() if name in sure}


def _set_up(actor: Actor, document: PlanDocument, lines: list[regions.RosterLine]) -> None:
    """The team with the groups that it has and those that the roster brings."""
    team = regions.team_of(document.region.code)
    groups = dict.fromkeys([*(team.groups if team else ()), *(line.group for line in lines if line.group)])
    if team and len(groups) == len(team.groups):
        return
    name = team.name if team else f"{document.region.name}推动大规模设备更新和消费品以旧换新工作专班"
    basis = team.basis if team else (document.document_number or document.title)[:NAME_LIMIT]
    regions.set_up_team(
        actor,
        document.region.code,
        name,
        groups=list(groups),
        basis=basis,
        set_up_on=team.set_up_on if team else document.issued_on,
    )
