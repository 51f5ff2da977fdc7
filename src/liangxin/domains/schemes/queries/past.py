"""Past claims and what-ifs in frozen cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.past import get_past, get_trial, visible_past, visible_trials
from liangxin.domains.schemes.access.scheme import get_version
from liangxin.domains.schemes.models import PastClaims, PolicyTrial, SchemeVersion
from liangxin.domains.schemes.queries.scheme import APPROVED, rulebook_read
from liangxin.domains.schemes.rules.past import lacking_facts
from liangxin.domains.schemes.rules.scheme_content import Confirmed, Content, check_content
from liangxin.domains.schemes.rules.scheme_trial import FactField, fact_field
from liangxin.domains.schemes.terms import Against, WhatIfState
from liangxin.engines.rulebook.records import Rulebook
from liangxin.engines.rulebook.shelf import shipped_rulebook, shipped_versions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PastCard:
    """A set of past claims. `paid` is None where the file does not say what was paid."""

    id: int
    public_id: UUID
    name: str
    family: str
    region_name: str
    file_name: str
    claims: int
    first_day: date
    last_day: date
    paid_rows: int | None
    paid: Money | None
    people: int | None
    digest: str
    columns: dict[str, str]
    taken_by: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class TrialCard:
    """A what-if in a list; `outcome` is what was found, as the engine's JSON."""

    id: int
    public_id: UUID
    scheme_name: str
    number: int
    version_id: UUID | None
    past_name: str
    past_id: UUID
    against: Against
    before_number: int | None
    money: Money | None
    spent: Money
    from_day: date | None
    assume: dict[str, str]
    state: WhatIfState
    run: str
    refusal: str
    outcome: dict[str, Any] | None
    asked_by: str
    asked_at: datetime
    version_digest: str
    past_digest: str
    has_changed: bool

    @property
    def gained(self) -> int | None:
        return self.outcome["gained"] if self.outcome else None

    @property
    def lost(self) -> int | None:
        return self.outcome["lost"] if self.outcome else None

    @property
    def claims(self) -> int | None:
        return self.outcome["claims"] if self.outcome else None

    @property
    def more(self) -> Money | None:
        """What the draft costs more than before; less where it is below zero."""
        return Money(self.outcome["after_fen"] - self.outcome["before_fen"]) if self.outcome else None


def past_listed(actor: Actor) -> QuerySet[Any]:
    """The rows of the list of past claims, for `past_cards`."""
    listed: QuerySet[Any] = visible_past(actor).select_related("region", "taken_by")
    return listed


def past_cards(rows: Sequence[PastClaims]) -> list[PastCard]:
    """Cards of rows fetched with region and people."""
    return [
        PastCard(
            id=row.pk,
            public_id=row.public_id,
            name=row.name,
            family=row.family,
            region_name=row.region.name,
            file_name=row.file_name,
            claims=row.claims,
            first_day=row.first_day,
            last_day=row.last_day,
            paid_rows=row.paid_rows,
            paid=None if row.paid_fen is None else Money(row.paid_fen),
            people=row.people,
            digest=row.digest,
            columns=row.columns,
            taken_by=row.taken_by.name if row.taken_by else "",
            taken_at=row.taken_at,
        )
        for row in rows
    ]


def past_page(actor: Actor, public_id: UUID | str) -> PastCard:
    """One set. Raises PastNotFound."""
    return past_cards([get_past(actor, public_id)])[0]


def past_for(actor: Actor, version_id: UUID | str) -> list[PastCard]:
    """The sets on which a version may be tried: of its family, seen by the actor. Raises SchemeNotFound."""
    row = get_version(actor, version_id)
    return past_cards(list(past_listed(actor).filter(family=row.scheme.family).order_by("-last_day", "-pk")))


def reference_rulebook(region_id: int, family: str) -> Rulebook | None:
    """The rulebook whose facts a set of a family is checked against: the region's newest, else the newest shipped."""
    rows = SchemeVersion.objects.filter(scheme__region=region_id, scheme__family=family).select_related("scheme")
    for row in rows.order_by("-number"):
        rulebook = rulebook_read(row)
        if rulebook is not None:
            return rulebook
    keys = shipped_versions(family)
    return shipped_rulebook(keys[-1]).rulebook if keys else None


def assumed_fields(actor: Actor, version_id: UUID | str, past_id: UUID | str) -> list[FactField]:
    """The facts of a version of which a set has no column. Raises SchemeNotFound, PastNotFound."""
    rulebook = rulebook_read(get_version(actor, version_id))
    past = get_past(actor, past_id)
    return [] if rulebook is None else [fact_field(fact) for fact in lacking_facts(rulebook, past.columns)]


def trials_listed(actor: Actor) -> QuerySet[Any]:
    """The rows of the list of what-ifs, for `trial_cards`."""
    rows = visible_trials(actor).select_related("scheme__region", "version", "past", "asked_by", "before")
    listed: QuerySet[Any] = rows.defer("content")
    return listed


def trial_cards(rows: Sequence[PolicyTrial]) -> list[TrialCard]:
    """Cards of rows fetched with all that they name."""
    return [
        TrialCard(
            id=row.pk,
            public_id=row.public_id,
            scheme_name=row.scheme.name,
            number=row.number,
            version_id=row.version.public_id if row.version else None,
            past_name=row.past.name,
            past_id=row.past.public_id,
            against=Against.of(row.against),
            before_number=row.before.number if row.before else None,
            money=None if row.money_fen is None else Money(row.money_fen),
            spent=Money(row.spent_fen),
            from_day=row.from_day,
            assume=row.assume,
            state=WhatIfState.of(row.state),
            run=row.run,
            refusal=row.refusal,
            outcome=row.outcome,
            asked_by=row.asked_by.name if row.asked_by else "",
            asked_at=row.asked_at,
            version_digest=row.version_digest,
            past_digest=row.past_digest,
            has_changed=row.version is None or row.version.digest != row.version_digest,
        )
        for row in rows
    ]


def trial_page(actor: Actor, public_id: UUID | str) -> TrialCard:
    """One what-if. Raises WhatIfNotFound."""
    return trial_cards([get_trial(actor, public_id)])[0]


def trial_names(actor: Actor, public_id: UUID | str) -> dict[str, str]:
    """What the codes in a what-if stand for: facts and their choices, regions. Raises WhatIfNotFound.

    By the rules as they read; what these do not have, by the versions that came along.
    """
    row = get_trial(actor, public_id)
    own = check_content(content_kept(row.content)).rulebook
    family = row.scheme.family
    books = [*(shipped_rulebook(key).rulebook for key in shipped_versions(family)), *([own] if own else [])]
    facts = [fact for book in books for fact in book.facts.values()]
    names = {code: label for fact in facts for code, label in [(fact.name, fact.label), *fact.choices.items()]}
    codes = [one["key"] for one in (row.outcome or {}).get("by_region", ())]
    return names | {card.code: card.name for card in regions.region_cards(codes).values()}


def content_kept(kept: Mapping[str, Any]) -> Content:
    """The content of a version as a what-if keeps it."""
    parameters = tuple((name, value) for name, value in kept["parameters"])
    return Content(kept["text"], kept["by"], parameters, tuple(Confirmed(*one) for one in kept["confirms"]))


def trials_of(actor: Actor, version_id: UUID | str) -> list[TrialCard]:
    """The what-ifs of one version, newest first. Raises SchemeNotFound."""
    row = get_version(actor, version_id)
    return trial_cards(list(trials_listed(actor).filter(version=row).order_by("-pk")))


def before_of(version: SchemeVersion) -> SchemeVersion | None:
    """The version that was approved before a version."""
    rows = SchemeVersion.objects.filter(scheme=version.scheme_id, number__lt=version.number, state__in=APPROVED)
    return rows.select_related("scheme").order_by("-number").first()
