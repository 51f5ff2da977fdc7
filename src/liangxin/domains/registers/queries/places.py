"""Where the records of a register are, for the small map beside one of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from liangxin.domains.registers.access import visible_records
from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import FieldKind
from liangxin.foundation.accounts.api import Actor

MOST_POINTS = 300


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The other points of a register as a list of [east, north, name] in JSON; `tiles` is the office's own base map."""

    others: str
    count: int
    is_cut: bool
    tiles: str


def place_map(
    actor: Actor, register_id: UUID, spec: TypeSpec, *, tiles: str, without: UUID | None = None
) -> PlaceMap | None:
    """The points of the register's first field of places; None where its type has none."""
    field = next((one for one in spec.fields if one.kind is FieldKind.PLACE), None)
    if field is None:
        return None
    rows = visible_records(actor).filter(
        register__public_id=register_id, withdrawn_at__isnull=True, values__has_key=field.code
    )
    if without is not None:
        rows = rows.exclude(public_id=without)
    found = rows.order_by("-pk").values_list("values", "shown_key")[: MOST_POINTS + 1]
    points = [[*(float(part) for part in values[field.code]), name] for values, name in found]
    shown = points[:MOST_POINTS]
    return PlaceMap(json.dumps(shown, ensure_ascii=False), len(shown), len(points) > MOST_POINTS, tiles)
