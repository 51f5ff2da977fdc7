"""The small world of standards: on top of that of regions, one shared standard and one of the county's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR, World, build_world
from liangxin.domains.standards import api as standards
from liangxin.domains.standards.terms import CertificateKind

DAY = date(2025, 3, 1)


@dataclass
class StandardsWorld:
    """People of the small world, with standards and certificates of our county and of the neighbour."""

    people: World
    shared: standards.StandardCard
    ours: standards.StandardCard
    theirs: standards.StandardCard
    our_certificate: standards.CertificateCard
    their_certificate: standards.CertificateCard


@pytest.fixture
def library(db: None) -> StandardsWorld:
    """Built through the door of standards by the system."""
    people = build_world()
    system = people.system

    def enter(number: str, title: str, region: str = "") -> standards.StandardCard:
        return standards.enter_standard(system, standards.StandardDraft(number, title), region_code=region)

    def certify(number: str, region: str) -> standards.CertificateCard:
        draft = standards.CertificateDraft(CertificateKind.GREEN_PRODUCT, number, "某某机械厂", DAY, date(2025, 12, 31))
        upload = standards.Upload(b"%PDF-1.4\nfor tests", f"{number}.pdf")
        return standards.record_certificate(system, region, draft, upload=upload)

    return StandardsWorld(
        people=people,
        shared=enter("GB/T 90001-2024", "虚构机电设备通用要求"),
        ours=enter("DB99/T 101-2025", "虚构农机以旧换新服务规范", COUNTY),
        theirs=enter("DB99/T 102-2025", "虚构家电回收规范", NEIGHBOUR),
        our_certificate=certify("CN-001", COUNTY),
        their_certificate=certify("CN-002", NEIGHBOUR),
    )
