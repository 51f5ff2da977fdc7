"""Meetings of the work team, their agenda and minutes; matters raised for decision.

Minutes are locked by the database once they are confirmed: what follows is an addendum with a day.
"""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from liangxin.domains.progress.models.snapshots import TITLE
from liangxin.domains.progress.terms import (
    MATTER_TITLE_LIMIT,
    MEETING_TITLE_LIMIT,
    MINUTE_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    Decider,
    ItemKind,
    MatterState,
    MatterVerb,
    MeetingState,
    MinuteName,
    Outcome,
    Presence,
    SubjectKind,
)
from liangxin.foundation.fields import PublicIdField, append_only, one_of

_PERSON = "用于追溯会议和决策责任；与纪要同期长期保存。"
_CONFIRMED = MeetingState.CONFIRMED.value


def _locked_with_its_meeting(table: str, meeting_of: str) -> list[pgtrigger.Trigger]:
    """Refuse any change of rows whose meeting has confirmed minutes; `meeting_of` finds it from the row `it`."""
    return [
        pgtrigger.Trigger(
            name="locked",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            declare=[("it", f"{table}%ROWTYPE")],
            func=f"IF TG_OP = 'DELETE' THEN it := OLD; ELSE it := NEW; END IF; "  # noqa: S608 - our own tables' names
            f"IF EXISTS (SELECT 1 FROM progress_meeting m WHERE m.id = ({meeting_of}) AND m.state = '{_CONFIRMED}') "
            f"THEN RAISE EXCEPTION 'confirmed minutes: % of % is refused', TG_OP, TG_TABLE_NAME "
            f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{table}_locked'; END IF; RETURN it;",
        )
    ]


class Matter(models.Model):
    """A matter raised for decision: what is asked, the ways open, what is recommended, and what was decided."""

    personal_data: ClassVar[str] = f"raised_by、decided_by：提出、批复人员的账号，{_PERSON}"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="提出单位")
    title = models.CharField("标题", max_length=MATTER_TITLE_LIMIT)
    question = models.CharField("请示事项", max_length=TEXT_LIMIT)
    options = models.CharField("可选方案", max_length=TEXT_LIMIT, blank=True)
    recommendation = models.CharField("建议", max_length=TEXT_LIMIT, blank=True)
    wanted_by = models.DateField("希望何时答复", null=True, blank=True)
    decider = models.CharField("请谁批复", max_length=7, choices=Decider.choices)
    state = models.CharField("状态", max_length=10, choices=MatterState.choices, default=MatterState.DRAFTED.value)
    raised_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="提出人", null=True, blank=True
    )
    raised_on = models.DateField("提出日期", null=True, blank=True)
    outcome = models.CharField("结论", max_length=7, choices=Outcome.choices, blank=True)
    decision = models.CharField("批复", max_length=MINUTE_LIMIT, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="批复人", null=True, blank=True
    )
    decided_on = models.DateField("批复日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请示"
        ordering = ["-id"]
        constraints = [
            one_of("decider", Decider, "progress_matter"),
            one_of("state", MatterState, "progress_matter"),
            one_of("outcome", Outcome, "progress_matter", empty=True),
            models.CheckConstraint(
                condition=Q(state=MatterState.DECIDED.value, decided_on__isnull=False)
                & ~Q(outcome="")
                & ~Q(decision="")
                | ~Q(state=MatterState.DECIDED.value) & Q(decided_on__isnull=True, outcome=""),
                name="progress_matter_decided_with_an_outcome",
            ),
            # Four eyes; the system itself has no account.
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(raised_by__isnull=True) | ~Q(decided_by=F("raised_by")),
                name="progress_matter_four_eyes",
            ),
        ]
        # What waits for a decision in a region, and a unit's own.
        indexes = [
            models.Index(fields=["region", "state"], name="progress_matter_of_region"),
            models.Index(fields=["unit", "state"], name="progress_matter_of_unit"),
        ]

    def __str__(self) -> str:
        return self.title


class MatterSubject(models.Model):
    """What a matter is about, where it is about something of the plan or an order."""

    personal_data: ClassVar[str] = "none"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="subjects", verbose_name="请示")
    kind = models.CharField("类别", max_length=9, choices=SubjectKind.choices)
    target = models.ForeignKey(
        "plans.Target", models.PROTECT, related_name="+", verbose_name="目标", null=True, blank=True
    )
    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="+", verbose_name="任务", null=True, blank=True)
    title = models.CharField("内容", max_length=TITLE)

    class Meta:
        verbose_name = verbose_name_plural = "请示相关事项"
        ordering = ["matter", "id"]
        constraints = [
            one_of("kind", SubjectKind, "progress_mattersubject"),
            models.CheckConstraint(
                condition=Q(target__isnull=False, task=None) | Q(target=None, task__isnull=False),
                name="progress_mattersubject_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MatterWord(models.Model):
    """What was said of a matter: raised, asked back, answered, decided. Only added to."""

    personal_data: ClassVar[str] = f"by：经办人员的账号，{_PERSON}"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="words", verbose_name="请示")
    verb = models.CharField("办理", max_length=12, choices=MatterVerb.choices)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="办理人", null=True, blank=True
    )
    by_name = models.CharField("办理人姓名", max_length=60, blank=True)
    text = models.CharField("内容", max_length=MINUTE_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请示经过"
        ordering = ["matter", "id"]
        constraints = [one_of("verb", MatterVerb, "progress_matterword")]
        triggers = append_only("progress_matterword")

    def __str__(self) -> str:
        return f"{self.matter_id} {self.verb}"


class Meeting(models.Model):
    """A meeting of a region's work team: the N-th, on a day; its minutes are written while it is planned or held."""

    personal_data: ClassVar[str] = f"chair、planned_by、written_by、confirmed_by：主持、经办人员，{_PERSON}"

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    serial = models.PositiveSmallIntegerField("次数")
    title = models.CharField("名称", max_length=MEETING_TITLE_LIMIT)
    on = models.DateField("日期")
    starts_at = models.TimeField("时间", null=True, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    chair = models.CharField("主持人", max_length=100)
    state = models.CharField("状态", max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED.value)
    planned_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="筹备人", null=True, blank=True
    )
    planned_at = models.DateTimeField("筹备时间", default=timezone.now)
    written_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="提交人", null=True, blank=True
    )
    written_at = models.DateTimeField("提交时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="确认人", null=True, blank=True
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "专班会议"
        ordering = ["-on", "-id"]
        constraints = [
            one_of("state", MeetingState, "progress_meeting"),
            models.UniqueConstraint(
                fields=["region", "serial"],
                condition=~Q(state=MeetingState.CANCELLED.value),
                name="progress_meeting_number_once",
            ),
            models.CheckConstraint(condition=Q(serial__gte=1), name="progress_meeting_numbered"),
            models.CheckConstraint(
                condition=Q(state=_CONFIRMED, confirmed_at__isnull=False)
                | ~Q(state=_CONFIRMED) & Q(confirmed_at__isnull=True),
                name="progress_meeting_confirmed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(written_by__isnull=True) | ~Q(confirmed_by=F("written_by")),
                name="progress_meeting_four_eyes",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="locked",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=_CONFIRMED),
                func="RAISE EXCEPTION 'confirmed minutes: % is refused', TG_OP "
                "USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'progress_meeting_locked';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.on}"


class MeetingAttendee(models.Model):
    """Somebody who is to be there: a person of the roster, or a unit."""

    personal_data: ClassVar[str] = f"name、post：与会人员姓名和职务，{_PERSON}"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendees", verbose_name="会议")
    place = models.PositiveSmallIntegerField("次序")
    name = models.CharField("姓名", max_length=100)
    post = models.CharField("职务", max_length=200, blank=True)
    unit = models.ForeignKey(
        "regions.Unit", models.PROTECT, related_name="+", verbose_name="单位", null=True, blank=True
    )
    presence = models.CharField("到会", max_length=7, choices=Presence.choices, blank=True)  # empty: not marked

    class Meta:
        verbose_name = verbose_name_plural = "与会人员"
        ordering = ["meeting", "place"]
        constraints = [
            one_of("presence", Presence, "progress_meetingattendee", empty=True),
            models.UniqueConstraint(fields=["meeting", "place"], name="progress_meetingattendee_place_once"),
        ]
        triggers = _locked_with_its_meeting("progress_meetingattendee", "it.meeting_id")

    def __str__(self) -> str:
        return self.name


class AgendaItem(models.Model):
    """An item of an agenda; `put_off` says that nothing was decided and that it comes again."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="会议")
    place = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("类别", max_length=6, choices=ItemKind.choices)
    title = models.CharField("议题", max_length=TITLE)
    target = models.ForeignKey(
        "plans.Target", models.PROTECT, related_name="+", verbose_name="目标", null=True, blank=True
    )
    order = models.ForeignKey(
        "progress.Order", models.PROTECT, related_name="+", verbose_name="督办", null=True, blank=True
    )
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="items", verbose_name="请示", null=True, blank=True)
    put_off = models.BooleanField("缓议", default=False)
    outcome = models.CharField("请示结论", max_length=7, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议程"
        ordering = ["meeting", "place"]
        constraints = [
            one_of("kind", ItemKind, "progress_agendaitem"),
            one_of("outcome", Outcome, "progress_agendaitem", empty=True),
            models.UniqueConstraint(fields=["meeting", "place"], name="progress_agendaitem_place_once"),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.TARGET.value, target__isnull=False, order=None, matter=None)
                | Q(kind=ItemKind.ORDER.value, target=None, order__isnull=False, matter=None)
                | Q(kind=ItemKind.MATTER.value, target=None, order=None, matter__isnull=False)
                | Q(kind=ItemKind.TEXT.value, target=None, order=None, matter=None),
                name="progress_agendaitem_one_thing",
            ),
        ]
        triggers = _locked_with_its_meeting("progress_agendaitem", "it.meeting_id")

    def __str__(self) -> str:
        return self.title


_OF_ITEM = "SELECT i.meeting_id FROM progress_agendaitem i WHERE i.id = it.item_id"


class MinuteField(models.Model):
    """One field of an item's minutes with its own clock, as fields of returns have."""

    personal_data: ClassVar[str] = f"changed_by：记录人员的账号，{_PERSON}"

    public_id = PublicIdField()
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="fields", verbose_name="议程")
    name = models.CharField("栏目", max_length=10, choices=MinuteName.choices)
    value = models.CharField("内容", max_length=MINUTE_LIMIT, blank=True)
    version = models.PositiveIntegerField("版本", default=0)
    changed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="记录人", null=True, blank=True
    )
    changed_at = models.DateTimeField("记录时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "纪要栏目"
        ordering = ["item", "id"]
        constraints = [
            one_of("name", MinuteName, "progress_minutefield"),
            models.UniqueConstraint(fields=["item", "name"], name="progress_minutefield_once_an_item"),
        ]
        triggers = _locked_with_its_meeting("progress_minutefield", _OF_ITEM)

    def __str__(self) -> str:
        return f"{self.item_id} {self.name} v{self.version}"


class FollowUp(models.Model):
    """What was decided that somebody has to do; with the confirmation it becomes a supervision order."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="follow_ups", verbose_name="议程")
    unit = models.ForeignKey("regions.Unit", models.PROTECT, related_name="+", verbose_name="责任单位")
    text = models.CharField("议定事项", max_length=REASON_LIMIT)
    due_on = models.DateField("期限")
    order = models.OneToOneField(
        "progress.Order", models.PROTECT, related_name="follow_up", verbose_name="督办", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"
        ordering = ["item", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="progress_followup_says_something")]
        triggers = _locked_with_its_meeting("progress_followup", _OF_ITEM)

    def __str__(self) -> str:
        return self.text


class Addendum(models.Model):
    """What was added to confirmed minutes, on a day, by somebody. Only added to."""

    personal_data: ClassVar[str] = f"by：补充人员的账号，{_PERSON}"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="addenda", verbose_name="会议")
    text = models.CharField("补充更正", max_length=TEXT_LIMIT)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="补充人", null=True, blank=True
    )
    by_name = models.CharField("补充人姓名", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "纪要补充更正"
        ordering = ["meeting", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="progress_addendum_says_something")]
        triggers = append_only("progress_addendum")

    def __str__(self) -> str:
        return self.text
