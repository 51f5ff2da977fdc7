"""Lists narrowed to what a figure of a measure counted: `?measure=…&region=…`, as `measures.records_url` writes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from liangxin.domains.regions import api as regions
from liangxin.domains.standards.errors import StandardNotFound
from liangxin.domains.standards.measures import counted_by, is_of_certificates
from liangxin.foundation.accounts.api import OfficeRequest


def behind_figure(request: OfficeRequest, rows: QuerySet[Any], *, certificates: bool) -> tuple[QuerySet[Any], str]:
    """The rows that a measure counts, with its name; all rows and no name where none is asked for.

    Raises StandardNotFound for a measure, region or day that there is not.
    """
    code = request.GET.get("measure", "")
    if not code:
        return rows, ""
    found, region = counted_by(code), regions.region_cards([request.GET.get("region", "")])
    if found is None or not region or is_of_certificates(code) is not certificates:
        raise StandardNotFound
    name, kinds = found
    (place,) = region.values()
    rows = rows.filter(region__path__startswith=place.path)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    if not certificates:
        return rows.exclude(published_on=None), f"{place.name} {name}"
    day = _day(request.GET.get("held_on", ""))
    held = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    return rows.filter(held, valid_from__lte=day), f"{place.name} {name} {day:%Y-%m-%d}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StandardNotFound from None
