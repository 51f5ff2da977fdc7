"""The catalogue that comes with the release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from liangxin.domains.standards.models import EfficiencyRequirement, Standard, Supersession
from liangxin.domains.standards.rules import StandardDays, read_number, state_on
from liangxin.domains.standards.terms import Deed, Power, StandardState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.shipped import shipped_data

_CATALOGUE = Path(__file__).resolve().parents[1] / "data" / "catalogue.yaml"


def load_catalogue(actor: Actor) -> int:
    """Bring in the shipped standards, shared by all, and return how many are new; what is there stays as it is.

    One whose days are not all known comes in as unconfirmed: a person looks at the standard and confirms it.
    """
    actor.require(Power.SHARE)
    shipped = shipped_data(_CATALOGUE)["standards"]
    with transaction.atomic():
        known = set(Standard.objects.values_list("number", flat=True))
        new = [entry for entry in shipped if entry["number"] not in known]
        rows = {row.number: row for row in Standard.objects.bulk_create(_row(entry) for entry in new)}
        by_number = {row.number: row for row in Standard.objects.filter(number__in=[e["number"] for e in shipped])}
        Supersession.objects.bulk_create(
            Supersession(newer=rows[entry["number"]], older=by_number[older])
            for entry in new
            for older in entry.get("replaces", ())
        )
        EfficiencyRequirement.objects.bulk_create(
            EfficiencyRequirement(standard=rows[entry["number"]], **requirement)
            for entry in new
            for requirement in entry.get("requirements", ())
        )
        if new:
            record(actor, Deed.CATALOGUE_LOADED, ("standards.standard", "catalogue"), after={"new": len(new)})
    return len(new)


def _row(entry: dict[str, Any]) -> Standard:
    number = read_number(entry["number"])
    days = StandardDays(entry.get("published_on"), entry.get("in_force_on"))
    is_whole = days.published_on is not None and days.in_force_on is not None
    # The state on the day it comes into force; one whose day is still ahead is not shipped as confirmed.
    state = state_on(days, days.in_force_on) if is_whole and days.in_force_on else StandardState.UNCONFIRMED
    texts = {name: entry[name] for name in ("title", "title_en", "scope", "source") if name in entry}
    return Standard(
        number=number.text,
        kind=number.kind.value,
        is_mandatory=entry.get("is_mandatory", False),
        state=state.value,
        published_on=days.published_on,
        in_force_on=days.in_force_on,
        **texts,
    )
