"""Meetings from the plan to locked minutes, and matters from the question to the decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.models import (
    Addendum,
    AgendaItem,
    FollowUp,
    Matter,
    MatterWord,
    Meeting,
    MeetingAttendee,
    MinuteField,
    Order,
)
from liangxin.domains.progress.queries.matters.cards import matters_listed, to_answer, to_decide
from liangxin.domains.progress.queries.meetings.agenda import next_serial, proposed_items
from liangxin.domains.progress.queries.meetings.cards import meetings_listed, to_confirm
from liangxin.domains.progress.terms import (
    AgendaReason,
    Decider,
    ItemKind,
    MatterState,
    MeetingState,
    MinuteName,
    OrderState,
    Outcome,
    Presence,
    SubjectKind,
    WriteOutcome,
)
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
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import TeamRole
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.kernel.refusal import Refusal

__all__ = ["chase", "measured"]


def plan(chase: SupervisionWorld, serial: int = 1, **changed: Any) -> UUID:
    told: dict[str, Any] = {
        "serial": serial, "title": f"专班第{serial}次会议", "on": MONDAY, "chair": "沈砚", "place": "二楼会议室",
        "attendees": (progress.AttendeeDraft("李青禾", "科长", chase.unit()), progress.AttendeeDraft("沈砚", "副县长")),
        "items": (progress.ItemDraft(ItemKind.TEXT, "听取促销活动安排"),
                  progress.ItemDraft(ItemKind.TARGET, "", chase.lights.id_of(EVENTS))),
    }  # fmt: skip
    return progress.plan_meeting(chase.actor("lin"), COUNTY, progress.MeetingDraft(**told | changed))


def item(meeting: UUID, place: int = 1) -> AgendaItem:
    return AgendaItem.objects.get(meeting__public_id=meeting, place=place)


def minute(meeting: UUID, place: int = 1, name: MinuteName = MinuteName.DECISION) -> MinuteField:
    return MinuteField.objects.get(item=item(meeting, place), name=name.value)


def write(chase: SupervisionWorld, meeting: UUID, place: int, text: str, who: str = "lin") -> progress.SavedMinute:
    row = minute(meeting, place)
    return progress.save_minute(chase.actor(who), row.public_id, text, row.version)


def minuted(chase: SupervisionWorld, **changed: Any) -> UUID:
    """A meeting whose minutes lin wrote and handed in, with one follow-up; the second item is put off."""
    meeting, lin = plan(chase, **changed), chase.actor("lin")
    write(chase, meeting, 1, "三月补办两场。")
    progress.settle_item(lin, item(meeting, 2).public_id, put_off=True)
    progress.write_follow_up(lin, item(meeting).public_id, chase.unit(), "三月底前补办两场促销活动", DUE)
    progress.hand_in_minutes(lin, meeting, MONDAY)
    return meeting


def test_minutes_become_orders_and_are_locked(chase: SupervisionWorld) -> None:
    meeting = minuted(chase)
    lin, mei = chase.actor("lin"), chase.actor("mei")
    assert progress.confirm_minutes(mei, meeting, MONDAY) == 1
    order = Order.objects.get()
    assert (order.state, order.due_on, order.lead_unit.name) == (OrderState.ISSUED, DUE, COMMERCE)
    assert order.decided_by == "专班第1次会议（2026年3月2日）"
    assert order.subjects.get().kind == SubjectKind.FOLLOW_UP
    assert FollowUp.objects.get().order == order
    row = minute(meeting)
    with pytest.raises(errors.MeetingStateUnfit):
        progress.save_minute(lin, row.public_id, "改掉", row.version)
    held = Meeting.objects.get()
    for change in (
        lambda: MinuteField.objects.filter(pk=row.pk).update(value="改掉"),
        lambda: MinuteField.objects.filter(pk=row.pk).delete(),
        lambda: AgendaItem.objects.filter(meeting=held).update(title="改掉"),
        lambda: FollowUp.objects.update(text="改掉"),
        lambda: MeetingAttendee.objects.filter(meeting=held).delete(),
        lambda: AgendaItem.objects.create(meeting=held, place=9, kind="text", title="事后添的"),
        lambda: Meeting.objects.update(chair="别人"),
    ):
        with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
            change()
    progress.add_to_minutes(lin, meeting, "第1项应为“三场”。")
    assert Addendum.objects.get().by_name == "林秋"
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        Addendum.objects.update(text="改掉")
    card = progress.meeting_card(lin, meeting)
    assert (card.items[0].decision, card.items[0].follow_ups[0].order_number) == ("三月补办两场。", "督办〔2026〕1号")
    assert (card.confirmed_by, card.addenda[0].text) == ("梅疏影", "第1项应为“三场”。")


def test_who_wrote_does_not_confirm_by_rule_and_by_table(chase: SupervisionWorld) -> None:
    meeting = minuted(chase)
    with pytest.raises(errors.OwnMinutes):
        progress.confirm_minutes(chase.actor("lin"), meeting, MONDAY)
    progress.send_back_minutes(chase.actor("mei"), meeting, "写明场次")
    write(chase, meeting, 1, "三月补办三场。", who="mei")
    progress.hand_in_minutes(chase.actor("lin"), meeting, MONDAY)
    with pytest.raises(errors.OwnMinutes):
        progress.confirm_minutes(chase.actor("mei"), meeting, MONDAY)
    assert [row.public_id for row in to_confirm(chase.actor("shen"))] == [meeting]
    assert not to_confirm(chase.actor("lin"))
    row = Meeting.objects.get()
    with pytest.raises(IntegrityError, match="progress_meeting_four_eyes"), transaction.atomic():
        Meeting.objects.filter(pk=row.pk).update(
            state=MeetingState.CONFIRMED.value, confirmed_by=row.written_by_id, confirmed_at=timezone.now()
        )
    progress.confirm_minutes(chase.actor("shen"), meeting, MONDAY)


def test_two_who_write_lose_nothing(chase: SupervisionWorld) -> None:
    meeting = plan(chase)
    row = minute(meeting)
    assert write(chase, meeting, 1, "两场").outcome is WriteOutcome.SAVED
    told = progress.save_minute(chase.actor("mei"), row.public_id, "三场", 0)
    assert (told.outcome, told.field.value, told.field.by, told.typed) == (
        WriteOutcome.CONFLICT,
        "两场",
        "林秋",
        "三场",
    )
    assert progress.save_minute(chase.actor("mei"), row.public_id, "两场", 0).outcome is WriteOutcome.SAME
    assert minute(meeting).value == "两场"


def test_minutes_are_whole_before_they_are_handed_in(chase: SupervisionWorld) -> None:
    meeting, lin = plan(chase), chase.actor("lin")
    with pytest.raises(errors.MeetingNotHeld):
        progress.hand_in_minutes(lin, meeting, date(2026, 3, 1))
    with pytest.raises(errors.MinutesIncomplete):
        progress.hand_in_minutes(lin, meeting, MONDAY)
    write(chase, meeting, 1, "同意。")
    with pytest.raises(errors.MinutesIncomplete):
        progress.hand_in_minutes(lin, meeting, MONDAY)
    progress.remove_item(lin, item(meeting, 2).public_id)
    progress.hand_in_minutes(lin, meeting, MONDAY)
    with pytest.raises(errors.MeetingStateUnfit):
        progress.add_item(lin, meeting, progress.ItemDraft(ItemKind.TEXT, "临时议题"))


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"title": " "}, errors.FieldNeeded),
        ({"chair": ""}, errors.FieldNeeded),
        ({"serial": 0}, errors.FieldNeeded),
        ({"items": ()}, errors.AgendaEmpty),
        ({"items": (progress.ItemDraft(ItemKind.TEXT, " "),)}, errors.FieldNeeded),
        ({"items": (progress.ItemDraft(ItemKind.ORDER, "", UUID(int=1)),)}, errors.AgendaItemUnknown),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(chase: SupervisionWorld, changed: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal):
        plan(chase, **changed)
    assert not Meeting.objects.exists()


def test_a_number_is_taken_once_and_free_again_when_the_meeting_is_cancelled(chase: SupervisionWorld) -> None:
    first = plan(chase)
    with pytest.raises(errors.MeetingNumberTaken):
        plan(chase)
    assert next_serial(chase.actor("lin"), chase.lights.county) == 2
    progress.cancel_meeting(chase.actor("lin"), first, "改期")
    plan(chase)


def test_follow_ups_are_for_units_of_the_region_and_a_day_to_come(chase: SupervisionWorld) -> None:
    meeting, lin = plan(chase), chase.actor("lin")
    for unit, text, due_on, refusal in (
        (chase.unit(), "", DUE, errors.FieldNeeded),
        (chase.unit(), "补办", date(2026, 3, 1), errors.FollowUpTooEarly),
        (chase.unit("望川市发展和改革委员会"), "补办", DUE, Refusal),
    ):
        with pytest.raises(refusal):
            progress.write_follow_up(lin, item(meeting).public_id, unit, text, due_on)
    progress.write_follow_up(lin, item(meeting).public_id, chase.unit(), "补办", DUE)
    progress.drop_follow_up(lin, FollowUp.objects.get().public_id)
    assert not FollowUp.objects.exists()


def test_a_follow_up_whose_day_is_past_sends_the_minutes_back(chase: SupervisionWorld) -> None:
    meeting = minuted(chase)
    with pytest.raises(errors.FollowUpPast):
        progress.confirm_minutes(chase.actor("mei"), meeting, date(2026, 3, 20))
    assert not Order.objects.exists()
    assert Meeting.objects.get().state == MeetingState.WRITTEN


def test_the_next_agenda_begins_with_what_is_open(chase: SupervisionWorld) -> None:
    meeting = minuted(chase)
    progress.confirm_minutes(chase.actor("mei"), meeting, MONDAY)
    raised = raise_matter(chase, decider=Decider.MEETING)
    found = proposed_items(chase.actor("lin"), chase.lights.county)
    assert [(one.kind, one.why) for one in found] == [
        (ItemKind.MATTER, AgendaReason.RAISED),
        (ItemKind.TARGET, AgendaReason.PUT_OFF),
        (ItemKind.ORDER, AgendaReason.OPEN),
    ]
    order = Order.objects.get()
    chase.close(order)
    second = plan(chase, 2, items=(progress.ItemDraft(ItemKind.MATTER, "", raised),))
    left = proposed_items(chase.actor("lin"), chase.lights.county)
    assert [one.kind for one in left] == [ItemKind.TARGET], "what is on an agenda and what is done is not proposed"
    assert item(second).matter is not None


def test_who_sees_meetings_and_when_the_minutes(chase: SupervisionWorld) -> None:
    meeting = minuted(chase)
    other = plan(chase, 2, attendees=(progress.AttendeeDraft(FINANCE, "", chase.unit(FINANCE)),))
    seen = {
        who: {row.public_id for row in meetings_listed(chase.actor(who))}
        for who in ("lin", "wang", "chen", "li", "sun")
    }
    everything = {meeting, other}
    assert seen == {"lin": everything, "wang": everything, "chen": everything, "li": {meeting}, "sun": set()}
    page = progress.meeting_page(chase.actor("li"), meeting)
    assert (page.shows_minutes, page.items[0].decision, page.history) == (False, "", ())
    with pytest.raises(errors.MeetingNotFound):
        progress.save_minute(chase.actor("li"), minute(meeting).public_id, "改", 1)
    progress.confirm_minutes(chase.actor("mei"), meeting, MONDAY)
    assert progress.meeting_page(chase.actor("li"), meeting).items[0].decision == "三月补办两场。"
    for who in ("li", "wang", "chen"):
        with pytest.raises(NotAllowed):
            progress.add_to_minutes(chase.actor(who), meeting, "补充")


def test_attendance_is_marked_and_kept_when_the_plan_changes(chase: SupervisionWorld) -> None:
    meeting, lin = plan(chase), chase.actor("lin")
    progress.mark_presence(lin, meeting, {1: Presence.PRESENT, 2: Presence.LEAVE})
    draft = progress.MeetingDraft(
        1, "专班第一次会议", MONDAY, "沈砚", attendees=(progress.AttendeeDraft("沈砚"), progress.AttendeeDraft("王五"))
    )
    progress.change_meeting(lin, meeting, draft)
    page = progress.meeting_page(lin, meeting)
    assert [(one.name, one.presence) for one in page.attendees] == [("沈砚", Presence.LEAVE), ("王五", None)]


def raise_matter(chase: SupervisionWorld, who: str = "li", **changed: Any) -> UUID:
    told: dict[str, Any] = {
        "title": "关于促销活动场地的请示", "question": "体育馆能否借用。", "decider": Decider.DEPUTY,
        "unit": chase.unit(),
        "options": "借用体育馆\n租用广场", "recommendation": "借用体育馆。", "wanted_by": DUE,
        "subjects": ((SubjectKind.TARGET, chase.lights.id_of(EVENTS)),),
    }  # fmt: skip
    made = progress.draft_matter(chase.actor(who), progress.MatterDraft(**told | changed), MONDAY)
    progress.raise_matter(chase.actor(who), made, MONDAY)
    return made


def agreed(chase: SupervisionWorld, text: str = "同意借用。", *, orders: bool = False) -> progress.DecisionDraft:
    follow_up = progress.FollowUpDraft(chase.unit(), "三月底前办两场", DUE) if orders else None
    return progress.DecisionDraft(Outcome.AGREED, text, follow_up)


def test_a_matter_is_asked_back_answered_and_decided_with_an_order(chase: SupervisionWorld) -> None:
    shen, li = chase.actor("shen"), chase.actor("li")
    matter = raise_matter(chase)
    assert [row.public_id for row in to_decide(shen)] == [matter]
    progress.ask_back(shen, matter, "费用多少？")
    assert [row.public_id for row in to_answer(li, MONDAY)] == [matter]
    progress.answer_matter(li, matter, "不收费。")
    progress.decide_matter(shen, matter, agreed(chase, orders=True), MONDAY)
    page = progress.matter_page(li, matter)
    assert (page.line.state, page.line.outcome, page.decision, page.decided_by) == (
        MatterState.DECIDED, Outcome.AGREED, "同意借用。", "沈砚",
    )  # fmt: skip
    assert [word.verb.value for word in reversed(page.words)] == ["draft", "raise", "ask_back", "answer", "decide"]
    assert (page.options, page.subjects[0].kind) == (("借用体育馆", "租用广场"), SubjectKind.TARGET)
    order = Order.objects.get()
    assert (order.state, order.issued_by, order.due_on) == (
        OrderState.ISSUED,
        chase.lights.people.accounts["shen"],
        DUE,
    )
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        MatterWord.objects.update(text="改掉")
    with pytest.raises(errors.MatterStateUnfit):
        progress.withdraw_matter(li, matter, "不请了")


def test_who_raises_does_not_decide_by_rule_and_by_table(chase: SupervisionWorld) -> None:
    people = chase.lights.people
    office = people.role("office").public_id
    regions.appoint_member(people.system, "shen", people.units[REFORM].public_id, office, starts_on=MONDAY)
    matter = raise_matter(chase, "shen", unit=chase.unit(REFORM))
    deeds: list[Callable[[], None]] = [
        lambda: progress.decide_matter(chase.actor("shen"), matter, agreed(chase), MONDAY),
        lambda: progress.ask_back(chase.actor("shen"), matter, "费用"),
        lambda: progress.put_to_meeting(chase.actor("shen"), matter),
    ]
    for deed in deeds:
        with pytest.raises(errors.OwnMatter):
            deed()
    row = Matter.objects.get()
    with pytest.raises(IntegrityError, match="progress_matter_four_eyes"), transaction.atomic():
        Matter.objects.filter(pk=row.pk).update(decided_by=row.raised_by_id)


def test_what_is_asked_of_the_leader_only_the_leader_decides(chase: SupervisionWorld) -> None:
    lin = chase.actor("lin")
    regions.set_up_team(lin, COUNTY, "两新工作专班")
    regions.set_team_member(lin, COUNTY, regions.RosterLine(person="方知白", role=TeamRole.LEADER, username="lin"))
    matter = raise_matter(chase, decider=Decider.LEADER)
    with pytest.raises(errors.OnlyTheLeader):
        progress.decide_matter(chase.actor("shen"), matter, agreed(chase), MONDAY)
    assert "decide" not in progress.matter_page(chase.actor("shen"), matter).verbs
    regions.set_team_member(lin, COUNTY, regions.RosterLine(person="沈砚", role=TeamRole.LEADER, username="shen"))
    progress.decide_matter(chase.actor("shen"), matter, agreed(chase), MONDAY)


def test_a_matter_put_to_a_meeting_is_decided_with_its_minutes(chase: SupervisionWorld) -> None:
    matter = raise_matter(chase)
    progress.put_to_meeting(chase.actor("shen"), matter, "请会议研究")
    meeting, lin = plan(chase, items=(progress.ItemDraft(ItemKind.MATTER, "", matter),)), chase.actor("lin")
    write(chase, meeting, 1, "同意借用体育馆。")
    with pytest.raises(errors.OutcomeNeeded):
        progress.hand_in_minutes(lin, meeting, MONDAY)
    progress.settle_item(lin, item(meeting).public_id, put_off=False, outcome=Outcome.CHANGED)
    progress.hand_in_minutes(lin, meeting, MONDAY)
    progress.confirm_minutes(chase.actor("shen"), meeting, MONDAY)
    row = Matter.objects.get()
    assert (row.state, row.outcome, row.decision) == (MatterState.DECIDED, Outcome.CHANGED, "同意借用体育馆。")


def test_a_matter_that_is_put_off_waits_for_the_next_meeting(chase: SupervisionWorld) -> None:
    matter = raise_matter(chase, decider=Decider.MEETING)
    meeting, lin = plan(chase, items=(progress.ItemDraft(ItemKind.MATTER, "", matter),)), chase.actor("lin")
    progress.settle_item(lin, item(meeting).public_id, put_off=True)
    progress.hand_in_minutes(lin, meeting, MONDAY)
    progress.confirm_minutes(chase.actor("mei"), meeting, MONDAY)
    assert Matter.objects.get().state == MatterState.TO_MEETING
    assert [one.public_id for one in proposed_items(lin, chase.lights.county)] == [matter]


def test_who_sees_and_raises_matters(chase: SupervisionWorld) -> None:
    matter = raise_matter(chase)
    draft = progress.MatterDraft("内部的请示", "某事", Decider.DEPUTY, chase.unit())
    kept = progress.draft_matter(chase.actor("li"), draft, MONDAY)
    seen = {
        who: {row.public_id for row in matters_listed(chase.actor(who))} for who in ("lin", "shen", "wang", "li", "sun")
    }
    assert seen == {"lin": {matter}, "shen": {matter}, "wang": {matter}, "li": {matter, kept}, "sun": set()}
    with pytest.raises(NotAllowed):
        progress.draft_matter(
            chase.actor("li"), progress.MatterDraft("越权", "某事", Decider.DEPUTY, chase.unit(FINANCE))
        )
    for who in ("wang", "zhao", "chen"):
        with pytest.raises(NotAllowed):
            progress.draft_matter(chase.actor(who), draft)
    for who in ("sun", "stranger"):
        with pytest.raises(Refusal):
            progress.draft_matter(chase.actor(who), draft)
    progress.rewrite_matter(
        chase.actor("li"), kept, progress.MatterDraft("改过的", "某事", Decider.MEETING, chase.unit())
    )
    progress.raise_matter(chase.actor("li"), kept, MONDAY)
    assert Matter.objects.get(public_id=kept).state == MatterState.TO_MEETING
    progress.withdraw_matter(chase.actor("li"), kept, "已解决")
    for who in ("lin", "wang"):
        with pytest.raises(NotAllowed):
            progress.decide_matter(chase.actor(who), matter, agreed(chase), MONDAY)
