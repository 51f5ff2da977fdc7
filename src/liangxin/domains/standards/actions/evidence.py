"""What hangs on a standard: drafting work, conformity, certificates with their files."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from liangxin.domains.regions import api as regions
from liangxin.domains.standards.access import get_certificate, get_standard
from liangxin.domains.standards.errors import CertificateTaken, DaysReversed, FieldMissing
from liangxin.domains.standards.models import Certificate, Conformity, DraftingWork
from liangxin.domains.standards.queries import CertificateCard, certificate_card
from liangxin.domains.standards.terms import CertificateKind, Conformance, Deed, DraftingStage, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """What a certificate says; `valid_until` is its last day, None where it has none."""

    kind: CertificateKind
    number: str
    holder: str
    valid_from: date
    valid_until: date | None = None
    product: str = ""
    standard_id: UUID | str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in, under the name its owner gave it."""

    content: bytes
    name: str


def set_drafting(
    actor: Actor,
    public_id: UUID | str,
    *,
    lead_drafter: str,
    stage: DraftingStage,
    project: str = "",
    unit_id: UUID | str | None = None,
    due_on: date | None = None,
) -> None:
    """Say who drafts a standard and how far the work is.

    Raises FieldMissing, StandardNotFound, UnitNotFound, NotAllowed.
    """
    with transaction.atomic():
        standard = get_standard(actor, public_id, Power.EDIT)
        unit = regions.unit_seen(actor, unit_id) if unit_id else None
        values = {
            "lead_drafter": _filled(lead_drafter, "lead_drafter", "牵头起草单位"),
            "stage": stage.value,
            "project": project.strip(),
            "unit_id": unit.id if unit else None,
            "due_on": due_on,
        }
        DraftingWork.objects.update_or_create(standard=standard, defaults=values)
        path = standard.region.path if standard.region else ""
        record(actor, Deed.DRAFTING_SET, standard, region_path=path, after=values)


def record_conformity(
    actor: Actor,
    public_id: UUID | str,
    region_code: str,
    *,
    subject: str,
    result: Conformance,
    checked_on: date,
    checked_by: str,
    certificate_id: UUID | str | None = None,
) -> None:
    """Record what a check of something in a region against a standard found.

    Raises FieldMissing, StandardNotFound, CertificateNotFound, RegionNotFound, NotAllowed.
    """
    with transaction.atomic():
        standard = get_standard(actor, public_id)
        region = regions.region_seen(actor, region_code)
        actor.require(Power.CERTIFY, region.path)
        certificate = get_certificate(actor, certificate_id) if certificate_id else None
        check = Conformity.objects.create(
            standard=standard,
            region_id=region.id,
            subject=_filled(subject, "subject", "检查对象"),
            result=result.value,
            checked_on=checked_on,
            checked_by=_filled(checked_by, "checked_by", "检查单位"),
            certificate=certificate,
        )
        after = {"conformity": str(check.public_id), "subject": check.subject, "result": result.value}
        record(actor, Deed.CONFORMITY_RECORDED, standard, region_path=region.path, after=after)


def record_certificate(
    actor: Actor, region_code: str, draft: CertificateDraft, *, upload: Upload | None = None
) -> CertificateCard:
    """Enter a certificate of a holder in a region, with its file if there is one.

    Raises FieldMissing, CertificateTaken, DaysReversed, StandardNotFound, RegionNotFound, NotAllowed, and those of
    foundation.files.
    """
    if draft.valid_until is not None and draft.valid_until < draft.valid_from:
        raise DaysReversed(field="valid_until", later="有效期至", earlier="生效日期")
    number = _filled(draft.number, "number", "证书编号")
    with transaction.atomic():
        region = regions.region_seen(actor, region_code)
        actor.require(Power.CERTIFY, region.path)
        standard = get_standard(actor, draft.standard_id) if draft.standard_id else None
        stored = store(actor, upload.content, upload.name) if upload else None
        certificate, is_new = Certificate.objects.get_or_create(
            kind=draft.kind.value,
            number=number,
            defaults={
                "region_id": region.id,
                "holder": _filled(draft.holder, "holder", "持证单位"),
                "product": draft.product.strip(),
                "standard": standard,
                "valid_from": draft.valid_from,
                "valid_until": draft.valid_until,
                "file": stored,
                "file_name": upload.name[-200:] if upload else "",
            },
        )
        if not is_new:
            raise CertificateTaken(field="number", kind=draft.kind, number=number)
        after = asdict(draft) | {"file": stored.sha256 if stored else None}
        record(actor, Deed.CERTIFICATE_RECORDED, certificate, region_path=region.path, after=after)
    return certificate_card(Certificate.objects.select_related("region", "standard").get(pk=certificate.pk))


def _filled(value: str, field: str, what: str) -> str:
    cleaned = value.strip()
    if not cleaned:
        raise FieldMissing(field=field, what=what)
    return cleaned
