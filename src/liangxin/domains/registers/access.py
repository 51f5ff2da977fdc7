"""The doors to rows: registers are seen from their region and above, by a unit's standing its own only.

Shared types are seen by all who may read any; a region's own by it and those above and, as they may use it, below.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from liangxin.domains.registers.errors import ImportNotFound, RecordNotFound, RegisterNotFound, TypeNotFound
from liangxin.domains.registers.models import Evidence, Import, Record, Register, RegisterType
from liangxin.domains.registers.terms import Power
from liangxin.foundation.accounts.api import Actor, seen_from


def visible_types(actor: Actor) -> QuerySet[RegisterType]:
    """Shared types, those of own regions and below, and those of the regions above; nothing for a stranger."""
    if not actor.may(Power.READ):
        return RegisterType.objects.none()
    own = seen_from(actor, Power.READ)
    return RegisterType.objects.filter(own | Q(region__isnull=True) | Q(region__path__in=_above(actor)))


def _above(actor: Actor) -> set[str]:
    """Paths of the regions above those in which the actor may read."""
    paths: set[str] = set()
    for path in actor.paths(Power.READ):
        codes = path.rstrip("/").split("/")
        paths |= {"/".join(codes[:length]) + "/" for length in range(1, len(codes))}
    return paths


def get_type(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> RegisterType:
    """One type with its region. Raises TypeNotFound, NotAllowed."""
    found = visible_types(actor).select_related("region").filter(public_id=public_id).first()
    if found is None:
        raise TypeNotFound
    actor.require(to, found.region.path if found.region and to is not Power.READ else None)
    return found


def visible_registers(actor: Actor) -> QuerySet[Register]:
    """Registers of own regions and below, or of the own unit."""
    return Register.objects.filter(seen_from(actor, Power.READ, unit_field="unit"))


def get_register(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Register:
    """One register with region and unit. Raises RegisterNotFound, NotAllowed."""
    rows = visible_registers(actor).select_related("type", "region", "unit", "target")
    register = rows.filter(public_id=public_id).first()
    if register is None:
        raise RegisterNotFound
    require_power(actor, to, register)
    return register


def visible_records(actor: Actor) -> QuerySet[Record]:
    """Records of the registers that the actor sees, withdrawn ones too."""
    return Record.objects.filter(seen_from(actor, Power.READ, "register__region__path", "register__unit"))


def get_record(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Record:
    """One record with its register and version. Raises RecordNotFound, NotAllowed."""
    rows = visible_records(actor).select_related("register__region", "register__unit", "register__type", "version")
    record = rows.select_related("entered_by", "changed_by").filter(public_id=public_id).first()
    if record is None:
        raise RecordNotFound
    require_power(actor, to, record.register)
    return record


def get_evidence(actor: Actor, public_id: UUID | str) -> Evidence:
    """One piece of evidence with its file. Raises RecordNotFound."""
    seen = visible_records(actor)
    found = Evidence.objects.select_related("file").filter(public_id=public_id, record__in=seen).first()
    if found is None:
        raise RecordNotFound
    return found


def visible_imports(actor: Actor) -> QuerySet[Import]:
    """Imports into the registers that the actor sees."""
    return Import.objects.filter(seen_from(actor, Power.READ, "register__region__path", "register__unit"))


def get_import(actor: Actor, public_id: UUID | str, to: Power = Power.READ) -> Import:
    """One import with its register and people. Raises ImportNotFound, NotAllowed."""
    rows = visible_imports(actor).select_related("register__region", "register__unit", "register__type", "file")
    found = rows.select_related("uploaded_by", "published_by", "undone_by", "same_as__published_by").filter(
        public_id=public_id
    )
    batch = found.first()
    if batch is None:
        raise ImportNotFound
    require_power(actor, to, batch.register)
    return batch


def require_power(actor: Actor, power: Power, register: Register) -> None:
    """Raise NotAllowed unless the actor has the power where the register is kept."""
    actor.require(power, register.region.path, register.unit_id)


def may(actor: Actor, power: Power, register: Register) -> bool:
    """Whether `require_power` would let pass."""
    return actor.may(power, register.region.path, register.unit_id)
