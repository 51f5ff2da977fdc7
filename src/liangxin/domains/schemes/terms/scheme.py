"""Words of a scheme and its versions."""

from __future__ import annotations

from liangxin.kernel.term import Term

NAME_LIMIT = 120
WHY_LIMIT = 500
DOCUMENT_LIMIT = 200
CLAUSE_LIMIT = 100
VALUE_LIMIT = 100
TEXT_LIMIT = 200_000  # characters of a rulebook, as the engine reads them
ENDING_SOON_DAYS = 30


class VersionState(Term):
    """How far a version has come. Of those that were in force it depends on the day whether they still are."""

    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待批准"
    APPROVED = "approved", "已批准"
    SUPERSEDED = "superseded", "已被新版替代"
    ENDED = "ended", "已提前停止"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"draft": "going", "submitted": "wait", "approved": "good", "superseded": "off", "ended": "off"}[self]

    @property
    def was_approved(self) -> bool:
        """Whether two people have put it in force."""
        return self not in (VersionState.DRAFT, VersionState.SUBMITTED)


class Standing(Term):
    """What a version is on a day."""

    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待批准"
    COMING = "coming", "待施行"
    IN_FORCE = "in_force", "施行中"
    OVER = "over", "已到期"
    SUPERSEDED = "superseded", "已被新版替代"
    ENDED = "ended", "已提前停止"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"draft": "going", "submitted": "wait", "coming": "wait", "in_force": "good"}.get(self, "off")


class EndingState(Term):
    """What has become of the proposal to end a version early."""

    ASKED = "asked", "待同意"
    AGREED = "agreed", "已同意"
    DECLINED = "declined", "不同意"


class ChangeKind(Term):
    """How a line of rule differs between two versions."""

    ADDED = "added", "新增"
    REMOVED = "removed", "删去"
    CHANGED = "changed", "改动"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"added": "good", "removed": "act", "changed": "wait"}[self]


class RuleArea(Term):
    """Which part of a rulebook a line belongs to."""

    PERIOD = "period", "期间"
    CONDITION = "condition", "条件"
    BENEFIT = "benefit", "补贴"
    LIMIT = "limit", "上限与互斥"
    PARAMETER = "parameter", "参数"
    EVIDENCE = "evidence", "材料"
    SHARE = "share", "资金分担"
    FACT = "fact", "事实"
