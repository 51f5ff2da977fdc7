"""Tables of progress: where figures come from and how they should go, what was found, what units report, bulletins."""

from liangxin.domains.progress.models.bulletins import (
    Bulletin,
    BulletinCounter,
    BulletinEdit,
    BulletinPaper,
    BulletinTemplate,
    BulletinTemplateVersion,
)
from liangxin.domains.progress.models.meetings import (
    Addendum,
    AgendaItem,
    FollowUp,
    Matter,
    MatterSubject,
    MatterWord,
    Meeting,
    MeetingAttendee,
    MinuteField,
)
from liangxin.domains.progress.models.reminding import ReminderRule, ReminderSent
from liangxin.domains.progress.models.rounds import Return, ReturnField, ReturnLine, ReturnQuestion, Round
from liangxin.domains.progress.models.snapshots import (
    CountDue,
    RefreshDue,
    RegionSnapshot,
    StatusDay,
    TargetSnapshot,
    TaskSnapshot,
)
from liangxin.domains.progress.models.supervision import (
    Order,
    OrderCounter,
    OrderEvent,
    OrderSubject,
    OrderSupport,
    OrderTerm,
    OrderTime,
)
from liangxin.domains.progress.models.upper_forms import UpperFilling, UpperForm, UpperMapping
from liangxin.domains.progress.models.work import Binding, Course, Following, TaskReport
from liangxin.domains.progress.models.workbooks import ReturnWorkbook

__all__ = [
    "Addendum",
    "AgendaItem",
    "Binding",
    "Bulletin",
    "BulletinCounter",
    "BulletinEdit",
    "BulletinPaper",
    "BulletinTemplate",
    "BulletinTemplateVersion",
    "CountDue",
    "Course",
    "FollowUp",
    "Following",
    "Matter",
    "MatterSubject",
    "MatterWord",
    "Meeting",
    "MeetingAttendee",
    "MinuteField",
    "Order",
    "OrderCounter",
    "OrderEvent",
    "OrderSubject",
    "OrderSupport",
    "OrderTerm",
    "OrderTime",
    "RefreshDue",
    "RegionSnapshot",
    "ReminderRule",
    "ReminderSent",
    "Return",
    "ReturnField",
    "ReturnLine",
    "ReturnQuestion",
    "ReturnWorkbook",
    "Round",
    "StatusDay",
    "TargetSnapshot",
    "TaskReport",
    "TaskSnapshot",
    "UpperFilling",
    "UpperForm",
    "UpperMapping",
]
