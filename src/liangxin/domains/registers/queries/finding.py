"""What the command line asks for by name: a type, a register, a unit."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.registers import errors
from liangxin.domains.registers.access import visible_imports, visible_registers, visible_types
from liangxin.domains.registers.queries.registers import RegisterCard, register_cards
from liangxin.domains.registers.queries.types import TypeCard, type_cards
from liangxin.domains.registers.rules.shipped import named_type
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.text import cut, plain, same_name

MOST_NAMED = 8


def type_named(actor: Actor, wanted: str, region_code: str = "") -> TypeCard:
    """The type with this code or name; the region's own before a shared one. Raises NoSuchType."""
    cards = type_cards(list(visible_types(actor).select_related("region").order_by("pk")), timezone.localdate())
    own = regions.region_cards([region_code]).get(region_code) if region_code else None
    cards.sort(key=lambda card: 0 if own and card.region_name == own.name else 1 if not card.region_name else 2)
    spec = named_type(wanted, tuple(card.spec for card in cards))
    return next(card for card in cards if card.spec is spec)


def registers_of_type(
    actor: Actor,
    type_id: int,
    *,
    named: str = "",
    region_code: str = "",
    unit_id: UUID | None = None,
    unit_name: str = "",
) -> list[RegisterCard]:
    """Registers of a type that the actor sees, not closed; narrowed by id or title, region, and unit."""
    rows = visible_registers(actor).filter(type=type_id, closed_at__isnull=True).order_by("title", "pk")
    if region_code:
        rows = rows.filter(region__code=region_code)
    if unit_id is not None:
        rows = rows.filter(unit__public_id=unit_id)
    meant = [
        row
        for row in rows.select_related("type", "region", "unit")
        if (not named or named == str(row.public_id) or same_name(named, row.title))
        and (
            unit_id is not None
            or not unit_name
            or plain(unit_name) in (plain(row.unit.name), plain(row.unit.short_name))
        )
    ]
    return register_cards(meant, timezone.localdate())


def register_titled(actor: Actor, title: str) -> RegisterCard:
    """The one register of this title that the actor sees. Raises RegisterNotFound, RegisterAmbiguous."""
    rows = list(visible_registers(actor).filter(title=title).select_related("type", "region", "unit")[:2])
    if not rows:
        raise errors.RegisterNotFound
    if len(rows) > 1:
        raise errors.RegisterAmbiguous(names=title)
    return register_cards(rows, timezone.localdate())[0]


def unit_of_name(actor: Actor, region_code: str, name: str) -> UUID:
    """The unit of a region that a name surely means. Raises UnitUnclear, RegionNotFound."""
    region = regions.region_seen(actor, region_code)
    matches = regions.find_unit(region_code, name)
    units = regions.unit_cards(match.unit_id for match in matches)
    if regions.is_sure(matches):
        return units[matches[0].unit_id].public_id
    near = [unit.name for unit in units.values()] or [unit.name for unit in regions.units_in(actor, region_code)]
    shown = "、".join(near[:MOST_NAMED]) or "本地还没有录入单位"
    raise errors.UnitUnclear(name=cut(name, 40), region=region.name, near=shown)


def newest_import(actor: Actor, register_id: UUID | str) -> UUID:
    """The newest import of a register that the actor sees. Raises ImportNotFound."""
    found = visible_imports(actor).filter(register__public_id=register_id).order_by("-id").first()
    if found is None:
        raise errors.ImportNotFound
    return found.public_id
