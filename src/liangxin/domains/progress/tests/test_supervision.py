"""Verbs of supervision: issuing with a number, answering, four eyes, more time, escalation, proposals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.following import follow_merged_unit
from liangxin.domains.progress.actions.supervision.escalating import escalate_overdue
from liangxin.domains.progress.models import Order, OrderEvent, OrderSubject, OrderTime, Return, StatusDay
from liangxin.domains.progress.queries.supervision.orders import (
    orders_about,
    orders_listed,
    owed_by_mine,
    to_decide,
    to_instruct,
)
from liangxin.domains.progress.queries.supervision.proposals import proposed_orders
from liangxin.domains.progress.rules.supervision import ORDER_MOVES, OrderTerms, order_move, timing_of
from liangxin.domains.progress.terms import (
    Done,
    OrderLevel,
    OrderState,
    OrderVerb,
    Power,
    ProposalKind,
    Status,
    SubjectKind,
    TaskState,
    TimeState,
)
from liangxin.domains.progress.tests.rounds_world import JUNE, draft_of
from liangxin.domains.progress.tests.supervision_world import (
    COMMERCE,
    DUE,
    FINANCE,
    MONDAY,
    REFORM,
    SupervisionWorld,
    chase,
    measured,
)
from liangxin.domains.progress.tests.world import EVENTS
from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.trail.api import entries_of
from liangxin.kernel.refusal import Refusal, RefusalKind

__all__ = ["chase", "measured"]
S, V = OrderState, OrderVerb


def test_an_order_is_numbered_by_region_and_year_without_a_gap(chase: SupervisionWorld) -> None:
    first = chase.issue()
    assert (first.number, first.state, first.due_on) == ("督办〔2026〕1号", S.ISSUED, DUE)
    with pytest.raises(errors.SubjectSupervised) as refused:
        chase.issue()
    assert "督办〔2026〕1号" in str(refused.value)
    assert chase.issue(chase.words()).number == "督办〔2026〕2号", "what was refused took no number"
    assert chase.issue(chase.words("年报"), on=date(2025, 12, 1)).number == "督办〔2025〕1号"
    (issued, drafted) = entries_of(("progress.order", str(first.pk)))
    assert (issued.verb_label, drafted.verb_label) == ("下达督办", "拟督办")


def test_an_order_keeps_what_stood_when_it_was_written(chase: SupervisionWorld) -> None:
    order = chase.issue()
    subject = order.subjects.get()
    assert subject.title == chase.lights.target(EVENTS).name
    assert "实际" in subject.facts
    assert "判为滞后" in subject.facts


def test_a_draft_is_seen_by_the_office_alone_until_it_goes_out(chase: SupervisionWorld) -> None:
    made = progress.draft_order(chase.actor("lin"), COUNTY, chase.draft(), MONDAY)
    with pytest.raises(errors.OrderNotFound):
        progress.order_page(chase.actor("li"), made, MONDAY)
    progress.rewrite_order(chase.actor("mei"), made, chase.draft(title="改过的标题"), MONDAY)
    progress.issue_draft(chase.actor("mei"), made, MONDAY)
    assert progress.order_page(chase.actor("li"), made, MONDAY).line.title == "改过的标题"
    with pytest.raises(errors.OrderStateUnfit):
        progress.rewrite_order(chase.actor("lin"), made, chase.draft(), MONDAY)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"title": " "}, errors.FieldNeeded),
        ({"title": "长" * 121}, errors.FieldTooLong),
        ({"asked": ""}, errors.FieldNeeded),
        ({"subjects": ()}, errors.SubjectsNeeded),
        ({"due_on": date(2026, 3, 1)}, errors.OrderDueTooEarly),
    ],
)
def test_an_order_that_cannot_be_is_refused(chase: SupervisionWorld, changed: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal):
        chase.issue(chase.draft(**changed))
    assert not Order.objects.exists()


def test_units_and_subjects_of_elsewhere_are_refused(chase: SupervisionWorld) -> None:
    theirs = chase.unit("北屏县发展和改革局")
    with pytest.raises(errors.UnitOfElsewhere):
        chase.issue(chase.draft(lead=theirs))
    with pytest.raises(errors.UnitOfElsewhere):
        chase.issue(chase.draft(supports=(theirs,)))
    with pytest.raises(errors.LeadSupports):
        chase.issue(chase.draft(supports=(chase.unit(),)))
    with pytest.raises(errors.SubjectUnknown):
        chase.issue(chase.draft(subjects=((SubjectKind.TARGET, chase.unit()),)))
    with pytest.raises(Refusal) as refused:
        progress.issue_order(chase.actor("lin"), NEIGHBOUR, chase.words(), MONDAY)
    assert refused.value.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN)


def test_an_order_goes_from_the_office_to_the_unit_and_back(chase: SupervisionWorld) -> None:
    order, li, lin = chase.issue(), chase.actor("li"), chase.actor("lin")
    with pytest.raises(errors.OrderStateUnfit):
        progress.reply_order(li, order.public_id, progress.ReplyDraft(Done.DONE, "先反馈"), MONDAY)
    chase.answer(order, done=Done.PARTLY)
    progress.return_order(lin, order.public_id, "只办了一场。", date(2026, 3, 20))
    row = chase.order(order.public_id)
    assert (row.state, row.sent_back, row.due_on) == (S.RETURNED, 1, date(2026, 3, 20))
    proof = progress.ReplyDraft(Done.DONE, "两场都办了。", "照片清单".encode(), "清单.txt")
    progress.reply_order(li, order.public_id, proof, date(2026, 3, 19))
    progress.accept_reply(lin, order.public_id, "属实。", date(2026, 3, 23))
    row = chase.order(order.public_id)
    assert (row.state, row.done, row.replied_on, row.closed_on) == (
        S.CLOSED, Done.DONE, date(2026, 3, 19), date(2026, 3, 23),
    )  # fmt: skip
    assert chase.told(order) == [V.DRAFT, V.ISSUE, V.RECEIVE, V.REPLY, V.SEND_BACK, V.REPLY, V.ACCEPT]
    page = progress.order_page(li, order.public_id, MONDAY)
    assert [event.file_name for event in page.events if event.file_name] == ["清单.txt"]
    assert not OrderSubject.objects.filter(is_open=True).exists()
    assert chase.issue().number == "督办〔2026〕2号", "the target may be chased again"


def test_the_timeline_only_grows(chase: SupervisionWorld) -> None:
    event = OrderEvent.objects.filter(order=chase.issue()).first()
    assert event
    for change in (lambda: event.delete(), lambda: OrderEvent.objects.filter(pk=event.pk).update(text="改")):
        with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
            change()


def test_who_answers_does_not_close_by_rule_and_by_table(chase: SupervisionWorld) -> None:
    order, lin = chase.issue(), chase.actor("lin")
    chase.answer(order, who="lin")
    assert V.ACCEPT not in progress.order_page(lin, order.public_id, MONDAY).verbs
    deeds: list[Callable[[], None]] = [
        lambda: progress.accept_reply(lin, order.public_id, on=MONDAY),
        lambda: progress.return_order(lin, order.public_id, "再办"),
    ]
    for deed in deeds:
        with pytest.raises(errors.OwnReply):
            deed()
    row = chase.order(order.public_id)
    with pytest.raises(IntegrityError, match="progress_order_four_eyes"), transaction.atomic():
        Order.objects.filter(pk=row.pk).update(state=S.CLOSED.value, closed_by=row.replied_by_id, closed_on=MONDAY)
    progress.accept_reply(chase.actor("mei"), order.public_id, on=MONDAY)
    assert chase.order(order.public_id).state == S.CLOSED


def test_more_time_is_asked_by_the_unit_and_granted_by_others(chase: SupervisionWorld) -> None:
    order, li, lin = chase.issue(), chase.actor("li"), chase.actor("lin")
    with pytest.raises(errors.DayNotLater):
        progress.ask_time(li, order.public_id, DUE, "来不及")
    progress.ask_time(li, order.public_id, date(2026, 3, 30), "场地未定")
    with pytest.raises(errors.TimeAlreadyAsked):
        progress.ask_time(li, order.public_id, date(2026, 3, 31), "再晚一天")
    assert [row.pk for row in to_decide(lin, MONDAY)] == [order.pk]
    progress.refuse_time(lin, order.public_id, "不宜再拖")
    assert chase.order(order.public_id).due_on == DUE
    progress.ask_time(lin, order.public_id, date(2026, 3, 27), "代商务局申请")
    assert not to_decide(lin, MONDAY)
    with pytest.raises(errors.OwnWish):
        progress.grant_time(lin, order.public_id)
    wish = OrderTime.objects.get(state=TimeState.ASKED.value)
    with pytest.raises(IntegrityError, match="progress_ordertime_four_eyes"), transaction.atomic():
        OrderTime.objects.filter(pk=wish.pk).update(
            state=TimeState.GRANTED.value, decided_by=wish.asked_by_id, decided_at=timezone.now()
        )
    progress.grant_time(chase.actor("mei"), order.public_id)
    assert chase.order(order.public_id).due_on == date(2026, 3, 27)
    with pytest.raises(errors.NoTimeAsked):
        progress.grant_time(lin, order.public_id)


def test_a_withdrawn_order_keeps_its_number_and_frees_its_subject(chase: SupervisionWorld) -> None:
    order = chase.issue()
    progress.ask_time(chase.actor("li"), order.public_id, date(2026, 3, 30), "场地未定")
    with pytest.raises(errors.FieldNeeded):
        progress.withdraw_order(chase.actor("lin"), order.public_id, "")
    progress.withdraw_order(chase.actor("lin"), order.public_id, "重复", MONDAY)
    assert chase.order(order.public_id).number == "督办〔2026〕1号"
    assert not OrderTime.objects.filter(state=TimeState.ASKED.value).exists()
    assert chase.issue().number == "督办〔2026〕2号"


def test_the_daily_rule_escalates_once_and_a_new_day_begins_anew(chase: SupervisionWorld) -> None:
    order = chase.issue()
    assert escalate_overdue(date(2026, 3, 18)).steps == 0, "two working days late"
    assert escalate_overdue(date(2026, 3, 19)).steps == 1
    assert escalate_overdue(date(2026, 3, 19)).steps == 0, "run again it changes nothing"
    assert [row.pk for row in to_instruct(chase.actor("shen"), date(2026, 3, 19))] == [order.pk]
    progress.instruct_order(chase.actor("shen"), order.public_id, "本周五前必须办完。")
    assert not to_instruct(chase.actor("shen"), date(2026, 3, 19))
    assert progress.order_page(chase.actor("li"), order.public_id, MONDAY).instructions[0].text == "本周五前必须办完。"
    assert escalate_overdue(date(2026, 3, 30)).steps == 1
    levels = OrderEvent.objects.filter(order=order, verb=V.ESCALATE.value).values_list("level", "by_name")
    assert list(levels) == [(1, "逾期升级"), (2, "逾期升级")]
    with pytest.raises(errors.HighestReached):
        progress.escalate_order(chase.actor("lin"), order.public_id, "再升")
    progress.ask_time(chase.actor("li"), order.public_id, date(2026, 4, 10), "场地月底才有")
    progress.grant_time(chase.actor("lin"), order.public_id)
    assert chase.order(order.public_id).escalated == 0
    assert escalate_overdue(date(2026, 4, 15)).steps == 1, "three working days after the new day"


def test_both_levels_are_reached_where_the_rule_was_not_run_for_long(chase: SupervisionWorld) -> None:
    order = chase.issue()
    assert escalate_overdue(date(2026, 4, 30)).steps == 2
    assert chase.order(order.public_id).escalated == 2


def test_what_is_answered_is_not_escalated_and_a_hand_goes_before_the_rule(chase: SupervisionWorld) -> None:
    answered, owed = chase.issue(), chase.issue(chase.words())
    chase.answer(answered)
    progress.escalate_order(chase.actor("lin"), owed.public_id, "事情紧急")
    assert escalate_overdue(date(2026, 3, 19)).steps == 0
    assert (chase.order(answered.public_id).escalated, chase.order(owed.public_id).escalated) == (0, 1)


def test_the_region_sets_its_own_terms(chase: SupervisionWorld) -> None:
    progress.set_order_terms(chase.actor("lin"), COUNTY, OrderLevel.NORMAL, OrderTerms(3, 1, 2))
    order = chase.issue()
    assert order.due_on == date(2026, 3, 5)
    assert escalate_overdue(date(2026, 3, 9)).steps == 2
    for who in ("li", "wang", "sun"):
        with pytest.raises(Refusal):
            progress.set_order_terms(chase.actor(who), COUNTY, OrderLevel.NORMAL, OrderTerms(1, 1, 2))


@pytest.mark.parametrize("who", ["lin", "mei", "shen", "li", "wang", "zhao", "chen", "sun", "stranger"])
def test_a_verb_is_offered_to_those_who_may_and_refused_to_others(chase: SupervisionWorld, who: str) -> None:
    """Every role at an order in every state: what the page offers, the action takes; what not, it refuses."""
    order, actor = chase.issue(), chase.actor(who)
    holders = {
        Power.SUPERVISE: {"lin", "mei", "shen"}, Power.ANSWER_ORDER: {"lin", "mei", "li"}, Power.INSTRUCT: {"shen"},
    }  # fmt: skip
    for state, verb in product(S, V):
        if state is S.DRAFTED or verb in (V.DRAFT, V.ISSUE, V.GRANT_TIME, V.REFUSE_TIME):
            continue
        over = state in (S.CLOSED, S.WITHDRAWN)
        replied = {"replied_on": MONDAY, "done": Done.DONE.value} if state in (S.REPLIED, S.CLOSED) else {}
        Order.objects.filter(pk=order.pk).update(
            state=state.value, closed_on=MONDAY if over else None, escalated=0, **replied
        )
        move = order_move(state, verb)
        power = next(one.power for one in ORDER_MOVES if one.verb is verb)
        is_allowed = move is not None and who in holders[power]
        assert done(chase, actor, order, verb) is is_allowed, (state, verb)
        if who not in ("sun", "stranger"):
            assert (verb in progress.order_page(actor, order.public_id, MONDAY).verbs) is is_allowed, (state, verb)


def done(chase: SupervisionWorld, actor: Any, order: Order, verb: OrderVerb) -> bool:
    """Whether the verb was done; undone again."""
    number = order.public_id
    deeds: dict[OrderVerb, Callable[[Any, UUID], None]] = {
        V.RECEIVE: progress.receive_order,
        V.REPLY: lambda a, i: progress.reply_order(a, i, progress.ReplyDraft(Done.DONE, "办了")),
        V.ACCEPT: progress.accept_reply,
        V.SEND_BACK: lambda a, i: progress.return_order(a, i, "再办"),
        V.WITHDRAW: lambda a, i: progress.withdraw_order(a, i, "重复"),
        V.ASK_TIME: lambda a, i: progress.ask_time(a, i, date(2026, 12, 1), "来不及"),
        V.ESCALATE: lambda a, i: progress.escalate_order(a, i, "紧急"),
        V.INSTRUCT: lambda a, i: progress.instruct_order(a, i, "抓紧"),
    }  # fmt: skip
    try:
        with transaction.atomic():
            deeds[verb](actor, number)
            transaction.set_rollback(True)
    except Refusal:
        return False
    return True


def test_who_sees_which_orders(chase: SupervisionWorld) -> None:
    led, supported = chase.issue(), chase.issue(chase.words(lead=chase.unit(FINANCE), supports=(chase.unit(),)))
    others = chase.issue(chase.words("内部", lead=chase.unit(REFORM)))
    seen = {
        who: {row.pk for row in orders_listed(chase.actor(who), MONDAY)}
        for who in ("lin", "shen", "wang", "chen", "li", "sun", "stranger")
    }
    everything = {led.pk, supported.pk, others.pk}
    assert {who: rows for who, rows in seen.items() if who in ("lin", "shen", "wang", "chen")} == dict.fromkeys(
        ("lin", "shen", "wang", "chen"), everything
    )
    assert (seen["li"], seen["sun"], seen["stranger"]) == ({led.pk, supported.pk}, set(), set())
    with pytest.raises(NotAllowed):
        progress.receive_order(chase.actor("li"), supported.public_id, MONDAY)
    with pytest.raises(errors.OrderNotFound):
        progress.receive_order(chase.actor("li"), others.public_id, MONDAY)
    assert [row.pk for row in owed_by_mine(chase.actor("li"), MONDAY)] == [led.pk]


def test_the_database_tells_the_timing_as_the_rules_do(chase: SupervisionWorld) -> None:
    made = [chase.issue(chase.words(f"事项{place}")) for place in range(6)]
    chase.close(made[0], on=DUE)
    chase.close(made[1], on=date(2026, 3, 18))
    chase.answer(made[2])
    chase.answer(made[3], on=date(2026, 3, 18))
    progress.withdraw_order(chase.actor("lin"), made[4].public_id, "重复", MONDAY)
    progress.draft_order(chase.actor("lin"), COUNTY, chase.draft(), MONDAY)
    for days in range(30):
        on = MONDAY + timedelta(days=days)
        for row in orders_listed(chase.actor("lin"), on):
            told = timing_of(S.of(row.state), row.due_on, row.replied_on, on)
            assert getattr(row, "timing", None) == (told.value if told else ""), (row.state, on)


def test_the_program_proposes_what_lags_long_and_never_twice(chase: SupervisionWorld) -> None:
    lin, target = chase.actor("lin"), chase.lights.target(EVENTS)
    on = date(2026, 3, 2)
    StatusDay.objects.filter(target=target.target_id).delete()

    def stood(days: int, after: Status) -> None:
        StatusDay.objects.create(
            target_id=target.target_id, region_id=target.region_id, on=on - timedelta(days=days), after=after.value
        )

    stood(29, Status.BEHIND)
    assert [one for one in proposed_orders(lin, on) if one.kind is ProposalKind.BEHIND] == []
    stood(45, Status.BEHIND)
    (found,) = [one for one in proposed_orders(lin, on) if one.kind is ProposalKind.BEHIND]
    assert (found.subject.target_id, found.since, found.lead) == (target.target_id, on - timedelta(days=45), COMMERCE)
    stood(40, Status.ON_TRACK)
    assert proposed_orders(lin, on) == [], "behind for 29 days since it was last on its way"
    assert proposed_orders(chase.actor("li"), on) == []
    progress.report_task(
        chase.actor("li"),
        chase.lights.task("家电换新").task.public_id,
        progress.ReportDraft(TaskState.STALLED, "停了", "没钱"),
    )
    (stalled,) = proposed_orders(lin, on)
    assert (stalled.kind, "困难：没钱" in stalled.subject.facts) == (ProposalKind.STALLED, True)
    chase.issue(chase.draft(subjects=((SubjectKind.TASK, stalled.subject.public_id),)))
    assert proposed_orders(lin, on) == []


def test_a_return_long_overdue_is_proposed(chase: SupervisionWorld) -> None:
    lin = chase.actor("lin")
    progress.open_round(
        lin, COUNTY, draft_of(chase.lights, JUNE, working_days=None, due_on=date(2025, 7, 10)), date(2025, 7, 1)
    )
    assert proposed_orders(lin, date(2025, 7, 14)) == []
    late = proposed_orders(lin, date(2025, 7, 15))
    assert {one.kind for one in late} == {ProposalKind.LATE_RETURN}
    assert len(late) == Return.objects.count()
    assert "已逾期3个工作日" in late[0].subject.facts


def test_doors_for_bulletins_and_reminders(chase: SupervisionWorld) -> None:
    first, second = chase.issue(), chase.issue(chase.words())
    chase.issue(chase.words("另一件", due_on=date(2026, 4, 30)))
    chase.close(second, on=date(2026, 3, 18))
    escalate_overdue(date(2026, 3, 19))
    owed = progress.orders_owed(date(2026, 3, 19))
    assert [(one.number, one.days_left, one.escalated) for one in owed] == [
        ("督办〔2026〕1号", -3, 1), ("督办〔2026〕3号", 29, 0),
    ]  # fmt: skip
    assert owed[0].unit_name == COMMERCE
    today = timezone.localdate()
    counts = progress.orders_of(
        chase.actor("lin"), COUNTY, date(2026, 3, 1), max(today, date(2026, 3, 20)) + timedelta(days=1)
    )
    assert (counts.issued, counts.closed, counts.in_time, counts.escalated, counts.open) == (3, 1, 0, 1, 2)
    march = progress.orders_of(chase.actor("lin"), COUNTY, date(2026, 3, 1), date(2026, 4, 1))
    assert (march.open, march.overdue, march.closed) == (2, 1, 1)
    assert progress.orders_of(chase.actor("sun"), COUNTY, date(2026, 1, 1), date(2027, 1, 1)).issued == 0
    card = progress.order_card(chase.actor("lin"), first.public_id, MONDAY)
    assert (card.unit, card.issued_by, card.line.number) == (COMMERCE, "林秋", "督办〔2026〕1号")
    with pytest.raises(errors.OrderNotFound):
        progress.order_card(chase.actor("sun"), first.public_id, MONDAY)


def test_orders_of_a_merged_unit_are_the_kept_ones(chase: SupervisionWorld) -> None:
    order = chase.issue(chase.draft(supports=(chase.unit(REFORM),)))
    gone, kept = (chase.lights.people.units[name].id for name in (COMMERCE, FINANCE))
    follow_merged_unit(gone, kept)
    row = chase.order(order.public_id)
    assert (row.lead_unit_id, row.subjects.get().unit_id) == (kept, kept)
    follow_merged_unit(chase.lights.people.units[REFORM].id, kept)
    assert not row.supports.exists(), "the lead unit does not support itself"


def test_a_target_names_its_open_orders(chase: SupervisionWorld) -> None:
    order = chase.issue()
    target = chase.lights.id_of(EVENTS)
    assert [one.number for one in orders_about(chase.actor("li"), SubjectKind.TARGET, target, MONDAY)] == [order.number]
    chase.close(order)
    assert orders_about(chase.actor("li"), SubjectKind.TARGET, target, MONDAY) == []
