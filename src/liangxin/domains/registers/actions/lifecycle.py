"""The life of a register after it was opened: renamed, handed to another unit, closed and opened again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.registers import errors
from liangxin.domains.registers.access import get_register
from liangxin.domains.registers.actions.opening import checked_title
from liangxin.domains.registers.actions.telling import tell
from liangxin.domains.registers.models import Register
from liangxin.domains.registers.queries.types import version_in_force
from liangxin.domains.registers.rules.reading import read_spec
from liangxin.domains.registers.terms import REASON_LIMIT, Deed, Power
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def rename_register(actor: Actor, public_id: UUID | str, title: str, reason: str) -> None:
    """Give a register another name. Raises FieldMissing, FieldTooLong, RegisterTaken, RegisterNotFound, NotAllowed."""
    wanted = checked_title(title)
    with transaction.atomic():
        row = _locked(actor, public_id)
        _change(actor, row, Deed.RENAMED, reason, title=wanted)


def hand_over_register(actor: Actor, public_id: UUID | str, unit_id: UUID | str, reason: str) -> None:
    """Let another unit of the same region keep a register.

    Raises FieldMissing, UnitElsewhere, RegisterTaken, UnitNotFound, RegisterNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _locked(actor, public_id)
        unit = regions.unit_seen(actor, unit_id)
        if unit.region.id != row.region_id:
            raise errors.UnitElsewhere(field="unit", name=unit.name)
        _change(actor, row, Deed.HANDED_OVER, reason, unit_id=unit.id)


def close_register(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Take no more records into a register; those in it go on to their end and count.

    Raises FieldMissing, RegisterClosed, RegisterNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = _locked(actor, public_id)
        if row.closed_at is not None:
            raise errors.RegisterClosed
        _change(actor, row, Deed.CLOSED, reason, closed_at=timezone.now(), closed_reason=_reason(reason))
        _tell(row)


def reopen_register(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Take records into a closed register again. Raises FieldMissing, RegisterOpen, RegisterNotFound, NotAllowed."""
    with transaction.atomic():
        row = _locked(actor, public_id)
        if row.closed_at is None:
            raise errors.RegisterOpen
        _change(actor, row, Deed.REOPENED, reason, closed_at=None, closed_reason="")
        _tell(row)


def _locked(actor: Actor, public_id: UUID | str) -> Register:
    known = get_register(actor, public_id)
    actor.require(Power.MANAGE, known.region.path)
    return Register.objects.select_for_update(of=("self",)).select_related("region", "type").get(pk=known.pk)


def _change(actor: Actor, row: Register, deed: Deed, reason: str, **columns: Any) -> None:
    said = _reason(reason)
    before = {name: _plain(getattr(row, name)) for name in columns}
    for name, value in columns.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=[name.removesuffix("_id") for name in columns])
    except IntegrityError as error:
        raise errors.RegisterTaken(field="title", title=row.title) from error
    after = {name: _plain(value) for name, value in columns.items()}
    record(actor, deed, row, region_path=row.region.path, reason=said, before=before, after=after)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else value.isoformat()


def _reason(reason: str) -> str:
    if not reason.strip():
        raise errors.FieldMissing(field="reason", what="事由")
    return cut(reason.strip(), REASON_LIMIT)


def _tell(row: Register) -> None:
    tell(row, read_spec(version_in_force(row.type_id, timezone.localdate()).spec))
