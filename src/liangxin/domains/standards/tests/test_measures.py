"""What standards count for indicators, and that the lists behind a figure hold just what it counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from liangxin.domains.indicators import api as indicators
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR
from liangxin.domains.standards import api as standards
from liangxin.domains.standards.measures import StandardMeasures
from liangxin.domains.standards.terms import CertificateKind
from liangxin.domains.standards.tests.test_web import client_of
from liangxin.domains.standards.tests.world import StandardsWorld, library
from liangxin.kernel.period import Period

__all__ = ["library"]
MONTHS = [Period.month(2025, number) for number in range(1, 8)]
ALL = [card.code for card in StandardMeasures().measures()]


def place(code: str) -> regions.RegionCard:
    return regions.region_cards([code])[code]


def counts(code: str, region: str = COUNTY) -> dict[int, int]:
    """Month to count, of the region's own figures."""
    found = StandardMeasures().figures([code], place(region).path, MONTHS)
    return {figure.period.start.month: int(figure.value) for figure in found if figure.region_id == place(region).id}


def publish(library: StandardsWorld, card: standards.StandardCard, day: date) -> None:
    standards.publish_standard(library.people.system, card.public_id, published_on=day, in_force_on=day)


def test_a_standard_counts_in_the_month_of_its_publication(library: StandardsWorld) -> None:
    publish(library, library.ours, date(2025, 3, 31))
    publish(library, library.theirs, date(2025, 4, 1))
    assert counts("standards.local") == counts("standards.published") == {3: 1, 4: 0, 5: 0, 6: 0, 7: 0}
    assert counts("standards.local", NEIGHBOUR) == {4: 1, 5: 0, 6: 0, 7: 0}


def test_what_is_shared_by_all_or_of_another_kind_counts_nowhere(library: StandardsWorld) -> None:
    publish(library, library.ours, date(2025, 3, 31))
    assert counts("standards.group") == counts("standards.national") == {}
    kept = StandardMeasures().kept_in(ALL, place(COUNTY).path)
    assert kept["standards.local"] == {place(COUNTY).id}
    assert kept["standards.national"] == frozenset()


def test_a_certificate_counts_at_the_end_of_each_month_in_which_it_holds(library: StandardsWorld) -> None:
    draft = standards.CertificateDraft(
        CertificateKind.GREEN_PRODUCT, "CN-009", "某某机械厂", date(2025, 4, 30), date(2025, 6, 29)
    )
    standards.record_certificate(library.people.system, COUNTY, draft)
    assert counts("standards.green_certificates") == {3: 1, 4: 2, 5: 2, 6: 1, 7: 1}
    assert counts("standards.carbon_footprints") == {}


@pytest.mark.parametrize("code", ["standards.published", "standards.local", "standards.green_certificates"])
def test_the_list_behind_a_figure_holds_what_it_counted(library: StandardsWorld, code: str) -> None:
    publish(library, library.ours, date(2025, 3, 31))
    publish(library, library.theirs, date(2025, 3, 31))
    client, source = client_of(library, "wang"), StandardMeasures()
    for figure in source.figures([code], place(COUNTY).path, MONTHS):
        shown = client.get(source.records_url(code, COUNTY, figure.period))
        assert shown.context["list"].count == figure.records, figure.period


def test_a_figure_of_no_measure_is_not_found(library: StandardsWorld) -> None:
    client: Client = client_of(library, "wang")
    for query in (
        "measure=standards.nothing&region=990123",
        "measure=standards.local",
        "measure=standards.local&region=1",
    ):
        assert client.get(f"/standards/?{query}").status_code == 404, query
    assert client.get("/standards/certificates/?measure=standards.local&region=990123").status_code == 404
    assert client.get("/standards/certificates/?measure=standards.green_certificates&region=990123").status_code == 404


def test_every_measure_feeds_an_indicator_of_the_catalogue(library: StandardsWorld) -> None:
    indicators.load_catalogue(library.people.system)
    codes = {card.indicator_code for card in StandardMeasures().measures()}
    assert set(indicators.indicator_ids(codes)) == codes
    assert set(ALL) <= set(indicators.measures_published())


def test_the_refresh_writes_what_the_measures_find(library: StandardsWorld) -> None:
    system = library.people.system
    indicators.load_catalogue(system)
    publish(library, library.ours, date(2025, 3, 31))
    indicators.refresh_computed(system, place(COUNTY).path, date(2025, 1, 1), on=date(2025, 5, 20))
    pair = (indicators.indicator_ids(["local_standards"])["local_standards"], place(COUNTY).id)
    (series,) = indicators.series_of([pair])[pair]
    assert [(point.period.start.month, point.value) for point in series.points] == [
        (3, Decimal(1)),
        (4, Decimal(0)),
        (5, Decimal(0)),
    ]
