"""The doors to rows: shared standards are seen by all who may read any, a region's own by it and those above."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.standards.errors import CertificateNotFound, StandardNotFound
from liangxin.domains.standards.models import Certificate, Conformity, Standard
from liangxin.domains.standards.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_standards(actor: Actor) -> QuerySet[Standard]:
    """Shared ones and those of own regions and below; nothing for who may not read at all."""
    if not actor.may(Power.READ):
        return Standard.objects.none()
    return Standard.objects.filter(Q(region__isnull=True) | seen_from(actor, Power.READ))


def visible_certificates(actor: Actor) -> QuerySet[Certificate]:
    return Certificate.objects.filter(seen_from(actor, Power.READ))


def visible_conformities(actor: Actor) -> QuerySet[Conformity]:
    return Conformity.objects.filter(seen_from(actor, Power.READ))


def get_standard(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Standard:
    """The standard with its region; raises StandardNotFound for what is not seen, NotAllowed without the power."""
    standard = visible_standards(actor).select_related("region").filter(public_id=public_id).first()
    if standard is None:
        raise StandardNotFound
    require_power(actor, to, standard)
    return standard


def get_certificate(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Certificate:
    """The certificate with region and file; raises CertificateNotFound or NotAllowed."""
    found = visible_certificates(actor).select_related("region", "file", "standard")
    certificate = found.filter(public_id=public_id).first()
    if certificate is None:
        raise CertificateNotFound
    actor.require(to, certificate.region.path)
    return certificate


def require_power(actor: Actor, power: Power, standard: Standard) -> None:
    """Raise NotAllowed: a shared standard is edited by who keeps the shared ones, any other in its own region."""
    if standard.region is None:
        actor.require(Power.SHARE if power is Power.EDIT else power)
    else:
        actor.require(power, standard.region.path)
