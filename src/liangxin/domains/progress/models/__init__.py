"""Tables of progress: where figures come from and how they should go, what was found, what units report."""

from liangxin.domains.progress.models.rounds import Return, ReturnField, ReturnLine, ReturnQuestion, Round
from liangxin.domains.progress.models.snapshots import (
    CountDue,
    RefreshDue,
    RegionSnapshot,
    StatusDay,
    TargetSnapshot,
    TaskSnapshot,
)
from liangxin.domains.progress.models.work import Binding, Course, Following, TaskReport

__all__ = [
    "Binding",
    "CountDue",
    "Course",
    "Following",
    "RefreshDue",
    "RegionSnapshot",
    "Return",
    "ReturnField",
    "ReturnLine",
    "ReturnQuestion",
    "Round",
    "StatusDay",
    "TargetSnapshot",
    "TaskReport",
    "TaskSnapshot",
]
