"""Schemes of the demo county and its city: in force by made-up documents, last year's ended, one draft to approve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.access.scheme import get_version
from liangxin.domains.schemes.actions.parameters import LocalDocument, confirm_scheme_lines, set_scheme_terms
from liangxin.domains.schemes.actions.scheme import (
    SchemeDraft,
    amend_scheme,
    approve_scheme,
    draft_scheme,
    save_scheme_text,
    submit_scheme,
)
from liangxin.domains.schemes.queries.scheme import content_of
from liangxin.domains.schemes.rules.scheme_content import check_content
from liangxin.engines.rulebook import shipped_texts
from liangxin.foundation.accounts.api import Actor

CITY, COUNTY = "990100", "990123"


@dataclass(frozen=True, slots=True)
class _Line:
    """A rulebook in force: the last digits of the invented document that settles it, and its parameters."""

    key: str
    number: int
    parameters: tuple[tuple[str, str], ...] = ()


# Of the city: cars, which it pays for all its counties. The shares of 东部 are what its invented document says.
_CITY = (
    _Line("cars_scrap@2025", 11),
    _Line("cars_scrap@2026", 2, (("area", "east"),)),
    _Line("cars_replace@2025", 12, (("nev_sum", "15000元"), ("fuel_sum", "13000元"))),
    _Line("cars_replace@2026", 3),
)
_COUNTY = (
    _Line("appliances@2025", 21),
    _Line("appliances@2026", 4),
    _Line("digital@2025", 22),
    _Line("digital@2026", 5),
)
_AMENDED = "digital@2026"
_WHY = "资金用得快，数码产品单件最高补贴由500元降为400元，让更多人补得上。"


def load_demo_schemes(actor: Actor, approver: Actor, city_office: Actor, city_reviewer: Actor) -> None:
    """Of each place somebody drafts and another approves: `actor` is the county's office. The real actions: what they
    refuse, the demo has not.
    """
    county, city = (actor, approver), (city_office, city_reviewer)
    today = timezone.localdate()
    for code, unit, people, lines in (
        (CITY, "望川市商务局", city, _CITY),
        (COUNTY, "清岚县商务和投资促进局", county, _COUNTY),
    ):
        for line in lines:
            version = _in_force(people, code, unit, line)
            if line.key == _AMENDED:
                _amended(people[0], version, today)


def _in_force(people: tuple[Actor, Actor], code: str, unit: str, line: _Line) -> UUID:
    drafter, approver = people
    home = next(each for each in regions.units_in(drafter, code) if each.name == unit)
    version = draft_scheme(drafter, SchemeDraft(code, home.public_id, shipped=line.key))
    set_scheme_terms(drafter, version, dict(line.parameters), held_from=None)
    _confirm(drafter, version, line)
    submit_scheme(drafter, version)
    approve_scheme(approver, version)
    return version


def _confirm(drafter: Actor, version: UUID, line: _Line) -> None:
    """By the place's own invented document, all lines that ask for it."""
    row = get_version(drafter, version)
    lines = [one.line_id for one in check_content(content_of(row)).lines]
    place = "望商发" if row.scheme.region.code == CITY else "清商发"
    year = line.key.split("@")[1][:4]
    document = LocalDocument(f"《{row.scheme.region.name}实施细则》{place}〔{year}〕{line.number}号", "第三条")
    if lines:
        confirm_scheme_lines(drafter, version, lines, document)


def _amended(drafter: Actor, version: UUID, today: date) -> UUID:
    """A draft that waits for approval: less for each, so that the money lasts, from a fortnight on."""
    amended = amend_scheme(drafter, version, _WHY)
    text = shipped_texts()[_AMENDED].replace("cap: 500元", "cap: 400元").replace("每件最高500元", "每件最高400元")
    save_scheme_text(drafter, amended, text, get_version(drafter, amended).clock)
    held_from = min(max(today + timedelta(14), date(2026, 1, 2)), date(2026, 12, 31))
    set_scheme_terms(drafter, amended, {}, held_from=held_from, why=_WHY)
    _confirm(drafter, amended, _Line(_AMENDED, 9))
    submit_scheme(drafter, amended)
    return amended
