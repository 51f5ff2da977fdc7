"""A merchant's way from application to admission and out again; four eyes; bulk and workbook; events and measures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from liangxin.domains.parties import api as parties
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.actions.applying import forget_tries, look_up
from liangxin.domains.schemes.actions.standing import changes_of, follow_merged_party
from liangxin.domains.schemes.measures import SchemeMeasures
from liangxin.domains.schemes.models import Application, Merchant, MerchantChange, PublicTry, Shop, Till
from liangxin.domains.schemes.queries.events import event_cards, event_page, events_listed
from liangxin.domains.schemes.queries.merchants import application_page, merchant_page, merchants_listed
from liangxin.domains.schemes.queries.standing import admitted_shops, spell_of
from liangxin.domains.schemes.rules.events import event_state
from liangxin.domains.schemes.terms import ApplicationState, Category, ListSubject, MerchantState
from liangxin.domains.schemes.tests.market_world import (
    DAY,
    FIRST,
    FRIDGE,
    MERCHANT_HEADS,
    PDF,
    SECOND,
    SINCE,
    THIRD,
    TV,
    MarketWorld,
    all_met,
    application_draft,
    application_of,
    book,
    licence,
    market,
    merchant_draft,
)
from liangxin.foundation.accounts.api import Actor, NotAllowed
from liangxin.foundation.messages.api import messages_of
from liangxin.kernel.decision import Answer
from liangxin.kernel.money import Money
from liangxin.kernel.period import Period

__all__ = ["market"]
UNTIL = date(2026, 6, 1)
ADMISSION = schemes.Admission(DAY, UNTIL, (FRIDGE.value,))
VISITOR = Actor.visitor()


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def admit(market: MarketWorld, reviewer: str = "lin", admits: str = "wang") -> Merchant:
    first, second = market.people.actor(reviewer), market.people.actor(admits)
    schemes.check_application(first, market.application, all_met())
    schemes.pass_application(first, market.application, on=DAY)
    return Merchant.objects.get(public_id=schemes.admit_application(second, market.application, ADMISSION))


def test_an_enterprise_is_admitted_by_two_people_and_becomes_a_party_with_its_shop(market: MarketWorld) -> None:
    merchant = admit(market)
    lin = market.people.actor("lin")
    party = parties.find_party(lin, SECOND)
    assert party is not None
    assert party.id == merchant.party_id
    assert parties.holds_role([party.id], parties.PartyRole.MERCHANT, DAY)
    shop = Shop.objects.get(merchant=merchant)
    assert (shop.name, shop.categories, shop.takes_old) == ("禾美东街店", [FRIDGE.value], True)
    assert schemes.is_admitted(shop.pk, FRIDGE, DAY).answer is Answer.MEETS
    assert schemes.is_admitted(shop.pk, TV, DAY).answer is Answer.FAILS
    page = application_page(lin, market.application)
    assert (page.card.state, page.reviewed_by, page.decided_by) == (ApplicationState.ADMITTED, "林秋", "王知远")


def test_who_reviews_neither_admits_nor_refuses(market: MarketWorld) -> None:
    wang = market.people.actor("wang")  # holds both powers
    schemes.check_application(wang, market.application, all_met())
    schemes.pass_application(wang, market.application, on=DAY)
    with pytest.raises(errors.SameReviewer):
        schemes.admit_application(wang, market.application, ADMISSION)
    with pytest.raises(errors.SameReviewer):
        schemes.refuse_application(wang, market.application, "不行")
    row = Application.objects.get(public_id=market.application)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Application.objects.filter(pk=row.pk).update(decided_by=row.reviewed_by)


def test_an_application_passes_only_with_its_checklist_met(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    answers = all_met()
    answers.pop("take_back")
    schemes.check_application(lin, market.application, answers)
    with pytest.raises(errors.ChecklistOpen, match="能够回收旧货"):
        schemes.pass_application(lin, market.application, on=DAY)
    with pytest.raises(NotAllowed):
        schemes.admit_application(lin, market.application, ADMISSION)


def test_the_public_applies_while_the_region_takes_some_and_looks_up_by_receipt(market: MarketWorld) -> None:
    with pytest.raises(errors.IntakeClosed):
        schemes.apply_for(VISITOR, COUNTY, application_draft(THIRD), licence(), on=DAY, source="10.0.0.9")
    schemes.set_intake(market.people.actor("wang"), COUNTY, opens_on=SINCE, closes_on=None)
    number = schemes.apply_for(VISITOR, COUNTY, application_draft(THIRD), licence(), on=DAY, source="10.0.0.9")
    assert look_up(number.lower(), f" {THIRD} ", source="10.0.0.9") == application_of(number)
    with pytest.raises(errors.AlreadyApplied):
        schemes.apply_for(VISITOR, COUNTY, application_draft(THIRD), licence(), on=DAY, source="10.0.0.9")
    with pytest.raises(errors.AlreadyApplied):
        schemes.apply_for(VISITOR, COUNTY, application_draft(FIRST), licence(), on=DAY, source="10.0.0.9")
    with pytest.raises(errors.IntakeClosed):
        schemes.apply_for(VISITOR, NEIGHBOUR, application_draft(THIRD), licence(), on=DAY, source="10.0.0.9")
    row = Application.objects.get(number=number)
    assert row.entered_by_id is None
    titles = [one.title for one in messages_of(market.people.actor("lin"))]
    assert any("待审核" in title for title in titles)


def test_wrong_receipts_are_slowed_down_by_source(market: MarketWorld) -> None:
    for _ in range(10):
        with pytest.raises(errors.ApplicationNotFound):
            look_up("990123-250601-XXXXXX", SECOND, source="10.0.0.9")
    with pytest.raises(errors.TooManyTries):
        look_up(market.number, SECOND, source="10.0.0.9")
    assert look_up(market.number, SECOND, source="10.0.0.8") == market.application
    assert not PublicTry.objects.filter(source__contains="10.0").exists()
    assert forget_tries() == 0  # of today


def test_what_is_sent_back_is_handed_in_again_by_the_applicant(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    with pytest.raises(errors.ReasonMissing):
        schemes.return_application(lin, market.application, " ")
    schemes.return_application(lin, market.application, "缺回收协议")
    say = {"source": "10.0.0.9", "on": DAY}
    schemes.answer_return(VISITOR, market.number, SECOND, licence(), withdraws=False, **say)  # type: ignore[arg-type]  # of several kinds
    page = application_page(lin, market.application)
    assert (page.card.state, len(page.papers)) == (ApplicationState.SUBMITTED, 2)
    schemes.answer_return(VISITOR, market.number, SECOND, [], withdraws=True, **say)  # type: ignore[arg-type]  # of several kinds
    with pytest.raises(errors.ApplicationStepImpossible):
        schemes.pass_application(lin, market.application, on=DAY)


def test_who_to_talk_to_is_masked_and_each_look_is_noted(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    card = application_page(lin, market.application).card
    assert "小雨" not in card.contact
    assert "0000" not in card.phone
    assert schemes.see_contact(lin, market.application) == ("周小雨", "13800009999")
    assert application_page(lin, market.application).history[0].verb_label == "查看申请联系方式"
    for username in ("zhao", "chen"):
        with pytest.raises(NotAllowed):
            schemes.see_contact(market.people.actor(username), market.application)


def test_a_merchant_is_suspended_resumed_and_withdrawn_and_each_day_is_known_afterwards(market: MarketWorld) -> None:
    wang, march, may = market.people.actor("wang"), date(2025, 3, 1), date(2025, 5, 1)
    schemes.suspend_merchant(wang, market.merchant, from_day=march, until=None, reason="核查")
    schemes.resume_merchant(wang, market.merchant, from_day=may)
    schemes.withdraw_merchant(wang, market.merchant, from_day=DAY, reason="歇业")
    answers = [schemes.is_admitted(market.shop, FRIDGE, day).answer for day in (SINCE, march, may, DAY)]
    assert answers == [Answer.MEETS, Answer.FAILS, Answer.MEETS, Answer.FAILS]
    names = [len(schemes.admitted_merchants(market.region_id, day)) for day in (may, DAY)]
    assert names == [1, 0]
    row = Merchant.objects.get(public_id=market.merchant)
    assert not parties.holds_role([row.party_id], parties.PartyRole.MERCHANT, DAY)
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        MerchantChange.objects.filter(merchant=row).update(from_day=SINCE)
    with pytest.raises(NotAllowed):
        schemes.suspend_merchant(market.people.actor("lin"), market.merchant, from_day=DAY, until=None, reason="无权")


def test_lists_and_the_rule_say_the_same_of_every_day(market: MarketWorld) -> None:
    wang = market.people.actor("wang")
    june = date(2025, 6, 20)
    schemes.suspend_merchant(wang, market.merchant, from_day=DAY, until=june, reason="核查")
    for day in (date(2024, 12, 31), SINCE, DAY, june, date(2035, 1, 1)):
        for row in merchants_listed(market.people.system, day):
            assert row.state_now == spell_of(row).state(day)
        for event in events_listed(market.people.system, day):
            state = event_state(event.first_day, event.last_day, day, recorded=False, cancelled=False)
            assert event_cards([event])[0].state is state


def test_the_public_list_has_open_shops_that_take_old_goods_back(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    assert [row.name for row in admitted_shops(DAY)] == ["晴川店"]
    draft = schemes.ShopDraft("晴川店", "晴川店路1号", (FRIDGE.value,), takes_old=False)
    schemes.change_shop(lin, market.shop_public, draft, reason="核实")
    assert not admitted_shops(DAY).exists()
    assert schemes.is_admitted(market.shop, FRIDGE, DAY).answer is Answer.FAILS


def test_a_till_is_in_one_shop_at_a_time(market: MarketWorld) -> None:
    lin = market.people.actor("lin")
    draft = schemes.ShopDraft("晴川二店", "西街2号", (FRIDGE.value,), takes_old=True)
    second = schemes.add_shop(lin, market.merchant, draft, on=DAY)
    with pytest.raises(errors.TillTwice):
        schemes.add_till(lin, second, "T-晴川店", active_from=DAY)
    schemes.end_till(lin, market.shop_public, "T-晴川店", active_until=DAY)
    schemes.add_till(lin, second, "T-晴川店", active_from=DAY)
    schemes.close_shop(lin, second, closed_on=date(2025, 7, 1), reason="到期")
    with pytest.raises(errors.ShopClosed):
        schemes.add_till(lin, second, "T-9", active_from=DAY)
    assert not Till.objects.filter(active_until__isnull=True).exists()
    shops = merchant_page(lin, market.merchant, DAY).shops
    assert {shop.name: len(shop.tills) for shop in shops} == {"晴川店": 1, "晴川二店": 1}


def test_merchants_in_bulk_are_the_same_twice_and_a_person_needs_another(market: MarketWorld) -> None:
    system, wang = market.people.system, market.people.actor("wang")
    rows = [merchant_draft(market.people, FIRST, "虚构晴川家电", "晴川店", "晴川三店"),
            merchant_draft(market.people, THIRD, "虚构大河家电", "大河店")]  # fmt: skip
    first = schemes.take_merchants(system, market.region_id, rows, on=DAY)
    assert (first.new, first.changed, first.unchanged) == (1, 1, 0)
    again = schemes.take_merchants(system, market.region_id, rows, on=DAY)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    for reviewed_by in (None, wang.account_id):
        with pytest.raises(errors.SameReviewer):
            schemes.take_merchants(wang, market.region_id, rows, on=DAY, reviewed_by=reviewed_by)


def test_a_workbook_of_merchants_is_published_by_another_person_and_undone(market: MarketWorld) -> None:
    lin, wang = market.people.actor("lin"), market.people.actor("wang")
    rows: list[list[object]] = [
        [THIRD, "虚构大河家电", "大河店", "南街3号", "冰箱、空调", "是", "T-1、T-2", DAY],
        [THIRD, "虚构大河家电", "大河二店", "南街4号", "电视", "是", None, DAY],
        [SECOND, "虚构禾美", "禾美店", "东街42号", "飞机", "是", None, DAY],
    ]
    content = book(MERCHANT_HEADS, *rows)
    card = schemes.take_sent(lin, COUNTY, ListSubject.MERCHANTS, content, "商户.xlsx", on=DAY)
    assert (card.new, card.faulty) == (2, 1)
    with pytest.raises(NotAllowed):
        schemes.publish_sent(lin, card.public_id, on=DAY, sound_only=True)
    own = schemes.take_sent(wang, COUNTY, ListSubject.MERCHANTS, content, "商户.xlsx", on=DAY)
    with pytest.raises(errors.SameReviewer):
        schemes.publish_sent(wang, own.public_id, on=DAY, sound_only=True)
    schemes.publish_sent(wang, card.public_id, on=DAY, sound_only=True)
    merchant = Merchant.objects.get(uscc=THIRD)
    assert merchant.categories == ["fridge", "tv", "conditioner"]
    assert (Shop.objects.filter(merchant=merchant).count(), Till.objects.filter(shop__merchant=merchant).count()) == (
        2,
        2,
    )
    again = schemes.take_sent(lin, COUNTY, ListSubject.MERCHANTS, content, "商户.xlsx", on=DAY)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    schemes.undo_sent(wang, card.public_id, "名单有误")
    assert not admitted_shops(DAY).filter(merchant__uscc=THIRD).exists()
    assert not parties.holds_role([merchant.party_id], parties.PartyRole.MERCHANT, DAY)


def test_merchants_follow_a_merged_party(market: MarketWorld) -> None:
    row = Merchant.objects.get(public_id=market.merchant)
    fact = parties.EnterpriseFacts("虚构晴川家电总店", THIRD)
    (other,) = parties.take_in(market.people.system, market.region_id, [fact], source="测试").ids
    follow_merged_party(row.party_id, other)
    row.refresh_from_db()
    assert row.party_id == other
    assert len(changes_of(row)) == 1


def test_an_event_counts_once_its_result_is_proved(market: MarketWorld) -> None:
    lin, june = market.people.actor("lin"), Period.month(2025, 6)
    source, path = SchemeMeasures(), market.people.region(COUNTY).path
    told = schemes.ResultDraft(visitors=1200, turnover=Money.from_wan(35))
    assert not list(source.figures(["schemes.events"], path, [june]))
    with pytest.raises(errors.ResultUnproved):
        schemes.record_result(lin, market.event, told, None, on=DAY)
    schemes.record_result(lin, market.event, told, schemes.Proof(PDF, "总结.pdf"), on=DAY)
    (figure,) = source.figures(["schemes.events"], path, [Period.month(2025, 5), june])
    assert (int(figure.value), figure.period, figure.records) == (1, june, 1)
    assert not list(source.figures(["schemes.car_events"], path, [june]))
    page = event_page(lin, market.event, DAY)
    assert (page.card.visitors, page.card.orders, page.card.claims) == (1200, None, None)  # missing stays missing
    with pytest.raises(errors.EventOver):
        schemes.cancel_event(lin, market.event, "不办了")


def test_a_result_is_corrected_by_another_with_its_reason_and_the_first_stays(market: MarketWorld) -> None:
    lin, proof = market.people.actor("lin"), schemes.Proof(PDF, "总结.pdf")
    schemes.record_result(lin, market.event, schemes.ResultDraft(visitors=1200), proof, on=DAY)
    with pytest.raises(errors.ReasonMissing):
        schemes.record_result(lin, market.event, schemes.ResultDraft(visitors=1300), proof, on=DAY)
    again = schemes.ResultDraft(visitors=1300, note="漏了一天")
    schemes.record_result(lin, market.event, again, proof, on=DAY)
    assert [one.visitors for one in event_page(lin, market.event, DAY).results] == [1300, 1200]


def test_admitted_merchants_are_counted_at_the_end_of_each_month(market: MarketWorld) -> None:
    wang, path = market.people.actor("wang"), market.people.region(COUNTY).path
    schemes.suspend_merchant(wang, market.merchant, from_day=date(2025, 3, 1), until=None, reason="核查")
    months = [Period.month(2024, 12), Period.month(2025, 2), Period.month(2025, 3)]
    figures = {one.period: one.value for one in SchemeMeasures().figures(["schemes.merchants"], path, months)}
    assert figures == {months[1]: 1, months[2]: 0}  # nothing before there was a list
    assert merchant_page(wang, market.merchant, DAY).card.state is MerchantState.SUSPENDED
    assert Category.FRIDGE in merchant_page(wang, market.merchant, DAY).card.categories
