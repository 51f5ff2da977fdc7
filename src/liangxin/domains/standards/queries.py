"""Questions to standards, answered in frozen cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from liangxin.domains.standards.access import (
    get_certificate,
    get_standard,
    visible_certificates,
    visible_conformities,
    visible_standards,
)
from liangxin.domains.standards.errors import CertificateNotFound, StandardNotFound
from liangxin.domains.standards.models import (
    Certificate,
    Conformity,
    DraftingWork,
    EfficiencyRequirement,
    Standard,
    Supersession,
)
from liangxin.domains.standards.rules import possible_verbs, read_number
from liangxin.domains.standards.terms import (
    EXPIRY_WARNING_DAYS,
    CertificateKind,
    Conformance,
    DraftingStage,
    EfficiencyLevel,
    Power,
    StandardKind,
    StandardState,
    Verb,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import StoredFile
from liangxin.foundation.trail.api import TrailCard, entries_of


@dataclass(frozen=True, slots=True)
class StandardCard:
    """A standard as lists and other packages show it; without a region it is shared by all."""

    id: int
    public_id: UUID
    number: str
    title: str
    title_en: str
    kind: StandardKind
    is_mandatory: bool
    state: StandardState
    region_name: str
    published_on: date | None
    in_force_on: date | None
    withdrawn_on: date | None
    scope: str
    source: str


@dataclass(frozen=True, slots=True)
class SupersessionCard:
    """One link of a chain, seen from one of its ends: `other` is the standard at the far end."""

    other: StandardCard
    is_partial: bool


@dataclass(frozen=True, slots=True)
class DraftingCard:
    """Drafting work on a standard."""

    project: str
    lead_drafter: str
    unit_name: str
    stage: DraftingStage
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RequirementCard:
    """What an efficiency level asks of a product."""

    product: str
    level: EfficiencyLevel
    requirement: str
    clause: str


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """A certificate; `valid_until` is its last day."""

    id: int
    public_id: UUID
    region_name: str
    kind: CertificateKind
    number: str
    holder: str
    product: str
    standard_number: str
    valid_from: date
    valid_until: date | None
    has_file: bool


@dataclass(frozen=True, slots=True)
class ConformityCard:
    """What a check against a standard found."""

    subject: str
    result: Conformance
    checked_on: date
    checked_by: str
    region_name: str
    certificate_number: str


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A standard or certificate of a region's own as measures count it; `last` is its last day, None while it holds."""

    region_id: int
    kind: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class StandardPage:
    """All that the page of one standard shows; `verbs` are the steps that its state and the actor's powers allow."""

    card: StandardCard
    verbs: tuple[Verb, ...]
    may_edit: bool
    replaces: tuple[SupersessionCard, ...]
    replaced_by: tuple[SupersessionCard, ...]
    drafting: DraftingCard | None
    requirements: tuple[RequirementCard, ...]
    conformities: tuple[ConformityCard, ...]
    certificates: tuple[CertificateCard, ...]
    history: tuple[TrailCard, ...]


def standard_card(standard: Standard) -> StandardCard:
    """The card of a standard fetched with its region."""
    return StandardCard(
        id=standard.pk,
        public_id=standard.public_id,
        number=standard.number,
        title=standard.title,
        title_en=standard.title_en,
        kind=StandardKind.of(standard.kind),
        is_mandatory=standard.is_mandatory,
        state=StandardState.of(standard.state),
        region_name=standard.region.name if standard.region else "",
        published_on=standard.published_on,
        in_force_on=standard.in_force_on,
        withdrawn_on=standard.withdrawn_on,
        scope=standard.scope,
        source=standard.source,
    )


def standards_listed(actor: Actor) -> QuerySet[Standard]:
    """The rows of the list, for `standard_card`; `region_name` is empty for those shared by all."""
    rows = visible_standards(actor).select_related("region")
    return rows.annotate(region_name=Coalesce("region__name", Value("")))


def standard_cards(ids: Iterable[int]) -> dict[int, StandardCard]:
    """The cards of these standards by id, for rows that their caller may see; unknown ids are missing."""
    rows = Standard.objects.select_related("region").filter(pk__in=set(ids))
    return {row.pk: standard_card(row) for row in rows}


def standard_seen(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> StandardCard:
    """One standard; raises StandardNotFound or NotAllowed."""
    return standard_card(get_standard(actor, public_id, to))


def standards_numbered(numbers: Iterable[str]) -> dict[str, StandardCard]:
    """Cards by number as `rules.read_number` keeps it; numbers that are not in the catalogue are missing."""
    rows = Standard.objects.select_related("region").filter(number__in=set(numbers))
    return {row.number: standard_card(row) for row in rows}


def standard_numbered(actor: Actor, number: str, *, field: str = "number") -> StandardCard:
    """The standard that a person typed the number of, in any writing; the refusal stands beside `field`."""
    row = standards_listed(actor).filter(number=read_number(number, field=field).text).first()
    if row is None:
        raise StandardNotFound(field=field)
    return standard_card(row)


def find_standards(actor: Actor, text: str, limit: int = 20) -> list[StandardCard]:
    """Standards whose number or title holds the text."""
    found = standards_listed(actor)
    rows = found.filter(number__icontains=text) | found.filter(title__icontains=text)
    return [standard_card(row) for row in rows.order_by("number")[:limit]]


def standard_page(actor: Actor, public_id: UUID | str) -> StandardPage:
    """One standard with all that hangs on it; raises StandardNotFound."""
    standard = get_standard(actor, public_id)
    seen = visible_standards(actor)
    links = Supersession.objects.select_related("newer__region", "older__region")
    checks = visible_conformities(actor).filter(standard=standard).select_related("region", "certificate")
    certificates = certificates_listed(actor).filter(standard=standard)
    drafting = DraftingWork.objects.filter(standard=standard).select_related("unit").first()
    may_edit = actor.may(Power.EDIT, standard.region.path) if standard.region else actor.may(Power.SHARE)
    return StandardPage(
        card=standard_card(standard),
        verbs=possible_verbs(StandardState.of(standard.state)) if may_edit else (),
        may_edit=may_edit,
        replaces=tuple(
            SupersessionCard(standard_card(link.older), link.is_partial)
            for link in links.filter(newer=standard, older__in=seen)
        ),
        replaced_by=tuple(
            SupersessionCard(standard_card(link.newer), link.is_partial)
            for link in links.filter(older=standard, newer__in=seen)
        ),
        drafting=_drafting_card(drafting) if drafting else None,
        requirements=tuple(_requirement_card(row) for row in EfficiencyRequirement.objects.filter(standard=standard)),
        conformities=tuple(_conformity_card(row) for row in checks[:100]),
        certificates=tuple(certificate_card(row) for row in certificates[:100]),
        history=tuple(entries_of(standard)),
    )


def superseded_by(numbers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What replaced these standards, what replaced that, and so on: numbers to the numbers of their successors."""
    known: dict[str, list[str]] = {}
    ahead = set(numbers)
    while ahead:
        links = Supersession.objects.filter(older__number__in=ahead).values_list("older__number", "newer__number")
        known |= {number: [] for number in ahead}
        for older, newer in links:
            known[older].append(newer)
        ahead = {newer for _, newer in links} - known.keys()
    return {older: tuple(newer) for older, newer in known.items()}


def certificate_card(certificate: Certificate) -> CertificateCard:
    """The card of a certificate fetched by `certificates_listed`."""
    return CertificateCard(
        id=certificate.pk,
        public_id=certificate.public_id,
        region_name=certificate.region.name,
        kind=CertificateKind.of(certificate.kind),
        number=certificate.number,
        holder=certificate.holder,
        product=certificate.product,
        standard_number=certificate.standard.number if certificate.standard else "",
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        has_file=certificate.file_id is not None,
    )


def certificates_listed(actor: Actor) -> QuerySet[Certificate]:
    """The rows of the list of certificates, for `certificate_card`."""
    return visible_certificates(actor).select_related("region", "standard")


def certificates_expiring(actor: Actor, on: date) -> QuerySet[Certificate]:
    """Certificates whose last day lies in the warning time from `on`; see `rules.expires_soon`."""
    return certificates_listed(actor).filter(valid_until__range=(on, on + timedelta(days=EXPIRY_WARNING_DAYS)))


def certificate_file(actor: Actor, public_id: UUID | str) -> tuple[StoredFile, str]:
    """The file of a certificate and its owner's name for it; raises CertificateNotFound where there is none."""
    certificate = get_certificate(actor, public_id)
    if certificate.file is None:
        raise CertificateNotFound
    return certificate.file, certificate.file_name


def publication_days(region_path: str) -> list[DatedRow]:
    """Standards of a region's own, and of those below, by the day of publication; for measures, not for a screen."""
    rows = Standard.objects.filter(region__path__startswith=region_path, published_on__isnull=False)
    known = rows.exclude(state=StandardState.UNCONFIRMED.value).order_by("pk")
    dated = known.values_list("region_id", "kind", "published_on")
    return [DatedRow(region, kind, day, None) for region, kind, day in dated if region and day]


def certificate_days(region_path: str) -> list[DatedRow]:
    """Certificates of a region, and of those below, with their days; for measures, not for a screen."""
    rows = Certificate.objects.filter(region__path__startswith=region_path).order_by("pk")
    return [DatedRow(*row) for row in rows.values_list("region_id", "kind", "valid_from", "valid_until")]


def waiting_to_come_into_force(on: date) -> list[UUID]:
    """Published standards whose day has come, the earliest first: for the nightly job."""
    due = Standard.objects.filter(state=StandardState.PUBLISHED.value, in_force_on__lte=on)
    return list(due.order_by("in_force_on", "pk").values_list("public_id", flat=True))


def _drafting_card(work: DraftingWork) -> DraftingCard:
    return DraftingCard(
        project=work.project,
        lead_drafter=work.lead_drafter,
        unit_name=work.unit.name if work.unit else "",
        stage=DraftingStage.of(work.stage),
        due_on=work.due_on,
    )


def _requirement_card(row: EfficiencyRequirement) -> RequirementCard:
    return RequirementCard(row.product, EfficiencyLevel.of(row.level), row.requirement, row.clause)


def _conformity_card(row: Conformity) -> ConformityCard:
    return ConformityCard(
        subject=row.subject,
        result=Conformance.of(row.result),
        checked_on=row.checked_on,
        checked_by=row.checked_by,
        region_name=row.region.name,
        certificate_number=row.certificate.number if row.certificate else "",
    )
