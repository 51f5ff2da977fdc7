"""The measures that registers publish, as the package of indicators asks for them."""

from __future__ import annotations

from decimal import Decimal

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Grain
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.actions.shipped import shipped_types
from liangxin.domains.registers.measures import RegisterMeasures
from liangxin.domains.registers.tests.test_counting import COUNT, MEASURE, SUM, SUMMED, enter, feed, month, path_of
from liangxin.domains.registers.tests.test_web import client_of
from liangxin.domains.registers.tests.world import LIFTS, RegistersWorld, shelf

__all__ = ["shelf"]


def test_each_type_that_feeds_an_indicator_has_a_measure_by_month(shelf: RegistersWorld) -> None:
    registers.load_presets(shelf.people.system)
    published = indicators.measures_published()
    wanted = {f"registers.{spec.code}" for spec in shipped_types() if spec.feed}
    assert wanted <= set(published)
    card = published["registers.gas_pipes"]
    assert (card.indicator_code, card.unit, card.form, card.grain) == ("gas_pipes", "公里", Form.FLOW, Grain.MONTH)
    assert "更新长度" in card.how
    assert MEASURE not in published  # ours feeds nothing yet
    feed(shelf, LIFTS + COUNT)
    assert "一部更新的电梯" in indicators.measures_published()[MEASURE].how
    registers.retire_type(shelf.people.actor("lin"), shelf.kind.public_id, "改用通用类型")
    assert MEASURE in indicators.measures_published()


def test_a_figure_leads_to_the_records_behind_it(shelf: RegistersWorld) -> None:
    feed(shelf, SUMMED + SUM)
    enter(shelf, "A", length="1.25")
    enter(shelf, "A", shelf.other_unit, length="1.25")
    source = RegisterMeasures()
    (figure,) = source.figures([MEASURE], path_of(shelf, "990100"), [month(0)])
    county = shelf.people.region(COUNTY)
    assert figure == indicators.RegionFigure(MEASURE, county.id, month(0), Decimal("1.25"), 1)
    assert source.kept_in([MEASURE], county.path) == {MEASURE: frozenset({county.id})}
    address = source.records_url(figure.code, COUNTY, figure.period)
    assert client_of(shelf, "lin").get(address).context["list"].count == figure.records
