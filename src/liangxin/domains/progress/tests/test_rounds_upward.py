"""Rounds up the tree of regions: a city asks its counties, whose own answers reach it; sums need no typing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, Round
from liangxin.domains.progress.queries.rounds import of_my_unit, proposals, returns_listed, to_approve
from liangxin.domains.progress.queries.upward import regions_to_ask
from liangxin.domains.progress.terms import FieldName, LineKind, ReturnState, RoundKind
from liangxin.domains.progress.tests.rounds_world import COMMERCE, JULY, JUNE
from liangxin.domains.progress.tests.test_web import said, tree_of
from liangxin.domains.progress.tests.upward_world import UpwardWorld, measured, open_city, upward
from liangxin.domains.progress.tests.world import EVENTS
from liangxin.domains.regions.tests.world import CITY, COUNTY, NEIGHBOUR
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.trail.api import entries_of

__all__ = ["measured", "upward"]
FIGURE, TO_DATE, TEXT = FieldName.FIGURE, FieldName.TO_DATE, FieldName.TEXT


def approved_below(upward: UpwardWorld, figure: str = "4") -> Any:
    own = upward.open_own()
    own.submit(figure)
    own.approve("lin" if own.answer().submitted_by_id != upward.lights.people.accounts["lin"].pk else "wang")
    return own


def sent_up(upward: UpwardWorld) -> Return:
    approved_below(upward)
    upward.fill("lin")
    progress.submit_return(upward.actor("lin"), upward.owed().public_id)
    return upward.owed()


def test_a_citys_round_reaches_its_counties(upward: UpwardWorld) -> None:
    county, other = upward.owed(), upward.owed(NEIGHBOUR)
    assert (county.unit, county.region_id) == (None, county.below_id)
    titles = set(ReturnLine.objects.filter(answer=county).values_list("title", flat=True))
    assert any("家电换新" in title for title in titles), "all that the county's own units are asked"
    lines = ReturnLine.objects.filter(answer=other)
    assert {line.kind for line in lines} == {LineKind.TARGET.value}, "a county without a plan: what the city adds up"
    assert set(lines.values_list("told_by", flat=True)) == {None}
    (entry,) = entries_of(("progress.round", str(county.round_id)))
    assert (entry.after or {})["regions"] == 2


def test_what_counties_add_up_to_is_not_asked_of_the_citys_units(upward: UpwardWorld) -> None:
    own = Return.objects.get(round__public_id=upward.city_round, unit__isnull=False)
    assert set(own.lines.values_list("kind", flat=True)) == {LineKind.TASK.value}
    alone = open_city(upward, JULY, region_codes=())
    asked = ReturnLine.objects.filter(answer__round__public_id=alone, kind=LineKind.TARGET.value)
    assert asked, "without counties the city's unit is asked"


def test_only_regions_right_below_can_be_asked(upward: UpwardWorld) -> None:
    with pytest.raises(errors.RegionNotBelow):
        open_city(upward, JULY, region_codes=("990000",))
    choices = {one.code: one for one in regions_to_ask(upward.lights.people.region(CITY).id, CITY)}
    assert choices.keys() == {COUNTY, NEIGHBOUR}
    assert choices[COUNTY].tasks > choices[NEIGHBOUR].tasks == 0


def test_the_countys_office_is_offered_its_own_round_due_before(upward: UpwardWorld) -> None:
    (offered,) = [one for one in proposals(upward.actor("lin"), JUNE.end) if one.asker]
    assert (offered.period, offered.asker, offered.region_code) == (JUNE, "望川市", COUNTY)
    due = upward.owed().round.due_on
    with pytest.raises(errors.DueAfterAbove):
        upward.open_own(due_on=due + timedelta(days=1))
    own = upward.open_own()
    assert own.round.above == upward.owed()
    assert not [one for one in proposals(upward.actor("lin"), JUNE.end) if one.asker]


def test_what_is_approved_below_is_brought_above_and_not_typed_twice(upward: UpwardWorld) -> None:
    assert upward.field(FIGURE, "促销活动").value == "0", "what is on file already"
    approved_below(upward, "4")
    figure, text = upward.field(FIGURE, "促销活动"), upward.field(TEXT, "家电换新")
    assert (figure.value, text.value) == ("4", "正在推进。")
    assert upward.field(TO_DATE, "促销活动").value == "4"
    assert figure.changed_by is None
    line = next(
        one
        for one in progress.return_page(upward.actor("lin"), upward.owed().public_id, JULY.start).targets
        if "促销" in one.title
    )
    assert (line.told_by, line.fields["figure"].is_brought) == (COMMERCE, True)
    with pytest.raises(errors.SettledBelow):
        progress.save_field(upward.actor("lin"), figure.public_id, "5", figure.version)


def test_what_the_office_has_typed_is_left_alone(upward: UpwardWorld) -> None:
    text = upward.field(TEXT, "家电换新")
    progress.save_field(upward.actor("lin"), text.public_id, "全县统一口径。", text.version)
    approved_below(upward)
    assert upward.field(TEXT, "家电换新").value == "全县统一口径。"
    assert upward.field(FIGURE, "促销活动").value == "4"


def test_a_round_that_was_there_first_is_tied_and_taken_over(upward: UpwardWorld) -> None:
    own = upward.open_own(period=JULY)
    assert own.round.above is None
    own.submit("7")
    own.approve()
    second = open_city(upward, JULY)
    assert Round.objects.get(pk=own.round.pk).above == upward.owed(round_id=second)
    rows = ReturnField.objects.filter(line__answer=upward.owed(round_id=second), name=FIGURE.value)
    assert rows.filter(line__title__contains="促销活动").values_list("value", flat=True)[0] == "7"


def test_the_city_decides_on_what_the_county_sends(upward: UpwardWorld) -> None:
    answer = sent_up(upward)
    han, wang, lin = upward.actor("han"), upward.actor("wang"), upward.actor("lin")
    assert answer in to_approve(wang)
    assert answer not in to_approve(lin)
    with pytest.raises(NotAllowed):
        progress.approve_return(lin, answer.public_id)
    figure = upward.field(FIGURE, "促销活动")
    progress.send_back(han, figure.public_id, "四场都在城区吗？")
    assert upward.owed().state == ReturnState.SENT_BACK
    question = upward.owed().questions.get()
    with pytest.raises(errors.QuestionNotFound):
        progress.answer_question(upward.actor("li"), question.public_id, "是。")
    progress.answer_question(lin, question.public_id, "三场在城区，一场在镇。")
    progress.submit_return(lin, answer.public_id)
    progress.approve_return(wang, answer.public_id)
    assert upward.owed().state == ReturnState.APPROVED


def test_approval_above_settles_so_that_only_the_city_lets_it_be_changed(upward: UpwardWorld) -> None:
    answer = sent_up(upward)
    today, unit = timezone.localdate(), Return.objects.get(unit__name=COMMERCE)
    progress.allow_change(upward.actor("lin"), unit.public_id, EVENTS, until=today, reason="漏报", account_id=None)
    progress.approve_return(upward.actor("wang"), answer.public_id)
    with pytest.raises(errors.SettledAbove):
        progress.allow_change(upward.actor("lin"), unit.public_id, EVENTS, until=today, reason="漏报", account_id=None)
    progress.allow_change(upward.actor("han"), unit.public_id, EVENTS, until=today, reason="漏报", account_id=None)


def test_the_sum_says_who_is_in_and_who_is_missing(upward: UpwardWorld) -> None:
    empty = progress.round_page(upward.actor("han"), upward.city_round, JULY.start).summed
    assert {(one.value, one.got) for one in empty} == {(None, 0)}, "nobody in: no sum, and no zero"
    sent_up(upward)
    page = progress.round_page(upward.actor("han"), upward.city_round, JULY.start)
    (events,) = [one for one in page.summed if "促销" in one.title]
    assert (events.value, events.got, events.expected, events.missing) == (Decimal(4), 1, 2, ["北屏县"])
    assert not events.is_whole
    figure = upward.field(FIGURE, "促销", NEIGHBOUR)
    progress.save_field(upward.actor("sun"), figure.public_id, "6", figure.version)
    upward.fill("sun", NEIGHBOUR)
    progress.submit_return(upward.actor("sun"), upward.owed(NEIGHBOUR).public_id)
    page = progress.round_page(upward.actor("han"), upward.city_round, JULY.start)
    (events,) = [one for one in page.summed if "促销" in one.title]
    assert (events.value, events.is_whole) == (Decimal(10), True)
    progress.approve_return(upward.actor("wang"), upward.owed(NEIGHBOUR).public_id)
    assert upward.owed(NEIGHBOUR).state == ReturnState.APPROVED


@pytest.mark.parametrize(("who", "sees"), [("lin", 1), ("sun", 1), ("han", 2), ("wang", 2), ("li", 0), ("stranger", 0)])
def test_each_sees_its_own_and_those_below(upward: UpwardWorld, who: str, sees: int) -> None:
    actor = upward.actor(who)
    assert returns_listed(actor).filter(below__isnull=False).count() == sees
    for code in (COUNTY, NEIGHBOUR):
        answer = upward.owed(code)
        if returns_listed(actor).filter(pk=answer.pk).exists():
            assert progress.return_page(actor, answer.public_id, JULY.start).is_region
        else:
            with pytest.raises(errors.ReturnNotFound):
                progress.return_page(actor, answer.public_id, JULY.start)
    if who == "lin":
        page = progress.round_page(actor, upward.city_round, JULY.start)
        assert ([one.unit for one in page.regions], list(page.summed)) == (["清岚县"], [])
        assert upward.owed() in of_my_unit(actor, returns_listed(actor), JULY.start)


def test_the_same_rule_carries_a_city_to_its_province(upward: UpwardWorld) -> None:
    people = upward.lights.people
    sent_up(upward)
    progress.approve_return(upward.actor("wang"), upward.owed().public_id)
    figure = upward.field(FIGURE, "促销", NEIGHBOUR)
    progress.save_field(upward.actor("sun"), figure.public_id, "6", figure.version)
    upward.fill("sun", NEIGHBOUR)
    progress.submit_return(upward.actor("sun"), upward.owed(NEIGHBOUR).public_id)
    draft = progress.RoundDraft(RoundKind.MONTHLY, JUNE, "全省调度", (), working_days=10, region_codes=(CITY,))
    province = progress.open_round(people.system, "990000", draft)
    answer = Return.objects.get(round__public_id=province)
    assert Round.objects.get(public_id=upward.city_round).above == answer
    assert ReturnField.objects.get(line__answer=answer, line__title__contains="促销", name=FIGURE.value).value == ""
    progress.approve_return(upward.actor("wang"), upward.owed(NEIGHBOUR).public_id)
    brought = ReturnField.objects.get(line__answer=answer, line__title__contains="促销", name=FIGURE.value)
    assert brought.value == "10", "the sum of the counties, once all are in"


def test_the_table_refuses_a_return_of_neither_or_both(upward: UpwardWorld) -> None:
    answer = upward.owed()
    for wrong in ({"below": None}, {"unit_id": upward.lights.people.units[COMMERCE].id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Return.objects.filter(pk=answer.pk).update(**wrong)


def test_a_closed_round_takes_nothing_and_catches_up_when_it_is_opened_again(upward: UpwardWorld) -> None:
    progress.close_round(upward.actor("han"), upward.city_round)
    approved_below(upward)
    assert upward.field(FIGURE, "促销活动").value == "0"
    progress.reopen_round(upward.actor("han"), upward.city_round, "等清岚县")
    assert upward.field(FIGURE, "促销活动").value == "4"


def test_the_screens_show_counties_and_own_units_apart(upward: UpwardWorld, client: Any) -> None:
    sent_up(upward)
    client.force_login(upward.lights.people.accounts["han"])
    board = said(client.get(f"/progress/rounds/{upward.city_round}/"))
    for words in ("各县（市、区）", "本级单位", "清岚县", "本地单位审定 1/1", "北屏县", "由各县相加的目标", "不全"):
        assert words in board
    form = tree_of(client.get("/progress/rounds/new/", {"region": CITY, "kind": "monthly", "period": "2025年7月"}))
    assert form.xpath("//input[@name='regions'][@checked]/@value") == [COUNTY, NEIGHBOUR]
    client.force_login(upward.lights.people.accounts["lin"])
    page = said(client.get(f"/progress/returns/{upward.owed().public_id}/"))
    assert "已审定 1/1 个单位" in page
    assert client.get(f"/progress/returns/{upward.owed(NEIGHBOUR).public_id}/").status_code == 404


def test_the_countys_form_says_who_asks_and_by_when(upward: UpwardWorld, client: Any) -> None:
    client.force_login(upward.lights.people.accounts["lin"])
    assert "望川市要求" in said(client.get("/progress/rounds/"))
    asked = {"region": COUNTY, "kind": "monthly", "period": "2025年6月"}
    tree = tree_of(client.get("/progress/rounds/new/", asked))
    (due,) = tree.xpath("//input[@name='due_on']/@value")
    assert due < upward.owed().round.due_on.isoformat()
    assert "发起本地调度" in said(client.get(f"/progress/returns/{upward.owed().public_id}/"))
