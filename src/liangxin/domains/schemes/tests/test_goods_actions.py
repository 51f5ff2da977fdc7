"""Goods by hand, in bulk and by workbook: what is done, refused, kept by the database, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from liangxin.domains.regions.tests.world import CITY, COUNTY
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.access.goods import visible_goods
from liangxin.domains.schemes.models import Goods, Listing, ListPrice
from liangxin.domains.schemes.queries.goods import goods_cards, goods_listed, goods_page
from liangxin.domains.schemes.queries.workbooks import sent_faults, sent_page, write_goods_sheet
from liangxin.domains.schemes.terms import GoodsState, ListSubject
from liangxin.domains.schemes.tests.market_world import (
    CODES,
    DAY,
    GOODS_HEADS,
    SINCE,
    TV,
    MarketWorld,
    book,
    goods_draft,
    market,
)
from liangxin.domains.standards import api as standards
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money

__all__ = ["market"]
ROW = [CODES[2], "冰箱", "澜雪", "LX-3", "一级", "GB 12021.2-2015", 2500, date(2025, 2, 1), date(2025, 2, 1)]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_the_same_goods_in_bulk_change_nothing(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    again = schemes.take_goods(lin, market.region_id, [goods_draft(), goods_draft(CODES[1], category=TV)], on=DAY)
    assert (again.new, again.changed, again.unchanged, again.refused) == (0, 0, 2, ())


def test_rows_that_cannot_be_come_back_and_the_others_are_taken(market: MarketWorld) -> None:
    rows = [goods_draft(CODES[2]), goods_draft("123"), goods_draft(CODES[2]), goods_draft(CODES[3], standard="某标准")]
    taken = schemes.take_goods(market.people.actor("lin"), market.region_id, rows, on=DAY)
    assert taken.new == 1
    assert [place for place, _ in taken.refused] == [1, 2, 3]


def test_only_the_office_keeps_the_list(market: MarketWorld) -> None:
    for username in ("li", "zhao", "chen", "wang", "guan"):
        with pytest.raises(NotAllowed):
            schemes.add_goods(market.people.actor(username), COUNTY, goods_draft(CODES[2]), on=DAY)
    for stranger in (market.people.actor("sun"), market.people.stranger):
        assert not visible_goods(stranger).exists()


def test_goods_are_eligible_by_barcode_between_the_days_of_their_listing(market: MarketWorld) -> None:
    lin, until = market.people.actor("lin"), date(2025, 5, 1)
    schemes.delist_goods(lin, market.goods, until=until, reason="停产")
    answers = {
        day: schemes.goods_by_barcode(market.region_id, [CODES[0]], day)[CODES[0]].decision.answer
        for day in (date(2024, 12, 31), SINCE, date(2025, 4, 30), until)
    }
    assert list(answers.values()) == [Answer.FAILS, Answer.MEETS, Answer.MEETS, Answer.FAILS]
    with pytest.raises(errors.ListedDaysWrong):
        schemes.list_goods(lin, market.goods, since=date(2025, 4, 1))
    schemes.list_goods(lin, market.goods, since=DAY)
    assert len(schemes.eligible_goods(market.region_id, DAY)) == 2
    assert len(schemes.eligible_goods(market.region_id, until)) == 1


def test_the_list_of_a_region_above_holds_below_and_is_seen_there(market: MarketWorld) -> None:
    system, lin = market.people.system, market.people.actor("lin")
    schemes.add_goods(system, CITY, goods_draft(CODES[3]), on=DAY)
    schemes.add_goods(system, CITY, goods_draft(CODES[2]), on=DAY, lists=False)
    found = schemes.goods_by_barcode(market.region_id, CODES, DAY)
    assert found[CODES[3]].decision.answer is Answer.MEETS
    assert found[CODES[2]].decision.answer is Answer.FAILS
    seen = set(visible_goods(lin).values_list("barcode", flat=True))
    assert seen == {CODES[0], CODES[1], CODES[3]}  # what the city has only proposed is its own
    above = Goods.objects.get(barcode=CODES[3])
    with pytest.raises(NotAllowed):
        schemes.delist_goods(lin, above.public_id, until=DAY, reason="不是我们的")


def test_the_database_keeps_prices_and_listings_as_they_were(market: MarketWorld) -> None:
    goods = Goods.objects.get(public_id=market.goods)
    for change in (
        lambda: ListPrice.objects.filter(goods=goods).update(price=Money(1)),
        lambda: ListPrice.objects.filter(goods=goods).delete(),
        lambda: Listing.objects.filter(goods=goods).update(since=DAY),
        lambda: Listing.objects.create(goods=goods, since=date(2024, 1, 1), until=date(2025, 2, 1), reason="重叠"),
        lambda: Goods.objects.filter(pk=goods.pk).update(standard=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_price_told_by_mistake_stays_visible_and_no_longer_holds(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    point = schemes.PricePoint(Money.from_yuan(9000), date(2025, 5, 20))
    schemes.add_price(lin, market.goods, point, on=DAY)
    page = goods_page(lin, market.goods, DAY)
    assert page.card.rise is not None
    assert [rise.rise is not None for rise in page.rises] == [True]  # before the event of the same day
    with pytest.raises(errors.PriceStands):
        schemes.add_price(lin, market.goods, point, on=DAY)
    schemes.take_back_price(lin, market.goods, page.prices[0].id, reason="看错一位")
    page = goods_page(lin, market.goods, DAY)
    assert page.card.price == Money.from_yuan(3000)
    assert [price.holds for price in page.prices] == [False, True]


def test_a_grade_by_a_replaced_standard_is_shown_as_such(market: MarketWorld) -> None:
    system = market.people.system
    old, new = (
        standards.enter_standard(system, standards.StandardDraft(number, "虚构冰箱能效"))
        for number in ("GB 12021.2-2015", "GB 12021.2-2025")
    )
    for card in (old, new):
        standards.publish_standard(system, card.public_id, published_on=SINCE, in_force_on=SINCE)
        standards.bring_into_force(system, card.public_id, on=SINCE)
    standards.supersede(system, new.public_id, old.public_id, is_partial=False)
    page = goods_page(market.people.actor("lin"), market.goods, DAY)
    assert page.card.is_outdated
    assert page.successors == ("GB 12021.2-2025",)


def test_a_workbook_sent_twice_changes_nothing_and_is_undone_by_reason(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    dearer = [CODES[0], "冰箱", "青禾", "BX-11", 1, "GB 12021.2-2015", 3200, date(2025, 5, 20), None]
    content = book(GOODS_HEADS, ROW, dearer)
    card = schemes.take_sent(lin, COUNTY, ListSubject.GOODS, content, "a.xlsx", on=DAY)
    assert (card.new, card.changed, card.unchanged, card.faulty) == (1, 1, 0, 0)
    schemes.publish_sent(lin, card.public_id, on=DAY)
    assert Goods.objects.get(barcode=CODES[2]).state == GoodsState.LISTED
    again = schemes.take_sent(lin, COUNTY, ListSubject.GOODS, content, "b.xlsx", on=date(2025, 8, 1))
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert again.same_as is not None
    with pytest.raises(errors.SentEmpty):
        schemes.publish_sent(lin, again.public_id, on=DAY)
    with pytest.raises(errors.ReasonMissing):
        schemes.undo_sent(lin, card.public_id, " ")
    schemes.undo_sent(lin, card.public_id, "传错了表")
    rows = goods_cards(list(goods_listed(lin, DAY)), DAY)
    assert {(row.barcode, row.price) for row in rows} == {
        (CODES[0], Money.from_yuan(3000)), (CODES[1], Money.from_yuan(3000)),
    }  # fmt: skip
    third = schemes.take_sent(lin, COUNTY, ListSubject.GOODS, content, "c.xlsx", on=DAY)
    assert (third.new, third.changed) == (1, 1)


def test_what_was_worked_on_after_a_workbook_is_not_undone_with_it(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    card = schemes.take_sent(lin, COUNTY, ListSubject.GOODS, book(GOODS_HEADS, ROW), "a.xlsx", on=DAY)
    schemes.publish_sent(lin, card.public_id, on=DAY)
    goods = Goods.objects.get(barcode=CODES[2])
    schemes.delist_goods(lin, goods.public_id, until=DAY, reason="停产")
    with pytest.raises(errors.SentUndoImpossible, match="LX-3"):
        schemes.undo_sent(lin, card.public_id, "传错了表")


def test_what_changed_after_the_check_is_checked_again(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    card = schemes.take_sent(lin, COUNTY, ListSubject.GOODS, book(GOODS_HEADS, ROW), "a.xlsx", on=DAY)
    schemes.add_goods(lin, COUNTY, goods_draft(CODES[2], brand="别家"), on=DAY)
    with pytest.raises(errors.SentOutdated):
        schemes.publish_sent(lin, card.public_id, on=DAY)
    assert schemes.recheck_sent(lin, card.public_id, on=DAY).faulty == 1  # its day of listing differs now


def test_faults_stand_by_their_cells_and_the_sound_rows_can_be_published(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    wrong: list[list[object]] = [
        ["6909990000019", "冰箱", "青禾", "A", 1, "GB 12021.2-2015", 1, None, None],
        [CODES[3], "飞机", "青禾", "B", None, None, None, None, None],
        [CODES[1], "电视", "青禾", "BX-28", 2, None, None, None, None],
        [CODES[0], "冰箱", "青禾", "BX-11", None, None, 9999, SINCE, None],
    ]
    card = schemes.take_sent(lin, COUNTY, ListSubject.GOODS, book(GOODS_HEADS, ROW, *wrong), "a.xlsx", on=DAY)
    assert (card.new, card.faulty) == (1, 4)
    assert [fault.cell for fault in sent_faults(lin, card.public_id)] == ["A3", "B4", "F5", "G6"]
    with pytest.raises(errors.SentHasFaults):
        schemes.publish_sent(lin, card.public_id, on=DAY)
    assert schemes.publish_sent(lin, card.public_id, on=DAY, sound_only=True).new == 1
    with pytest.raises(errors.SentNotFound):
        sent_page(market.people.actor("sun"), card.public_id)


def test_what_is_shown_reads_back_unchanged(market: MarketWorld, tmp_path: Path) -> None:
    lin = market.people.actor("lin")
    cards = goods_cards(list(goods_listed(lin, DAY).order_by("id")), DAY)
    with (tmp_path / "shown.xlsx").open("wb") as out:
        write_goods_sheet(out, cards)
    card = schemes.take_sent(lin, COUNTY, ListSubject.GOODS, (tmp_path / "shown.xlsx").read_bytes(), "a.xlsx", on=DAY)
    assert (card.new, card.changed, card.unchanged, card.faulty) == (0, 0, 2, 0)
