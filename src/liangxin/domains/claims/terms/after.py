"""Words and limits of the after-sale claim: steps, levels, documents, questions, draws."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

WORDS_LIMIT: Final = 300
APPEAL_LIMIT: Final = 1000
DOCUMENT_BYTES: Final = 10 * 1024 * 1024
MOST_DOCUMENTS: Final = 20
MOST_BATCH: Final = 200
# What a region has until it sets its own: ours, no document at hand says them (a region follows its own rules).
LEVELS: Final = 2
MOST_QUESTIONS: Final = 1
ANSWER_DAYS: Final = 10
REVIEW_DAYS: Final = 5
APPEAL_DAYS: Final = 15
SAMPLE_PERMILLE: Final = 100


class ClaimVerb(Term):
    """What is done with an after-sale claim."""

    SUBMIT = "submit", "提交"
    WITHDRAW = "withdraw", "撤回"
    PASS = "pass", "通过"
    REFUSE = "refuse", "不予通过"
    ASK = "ask", "要求补正"
    ANSWER = "answer", "补正"
    LAPSE = "lapse", "逾期失效"
    APPEAL = "appeal", "申诉"
    UPHOLD = "uphold", "维持原结论"
    OVERTURN = "overturn", "撤销原结论"


class Level(Term):
    """A level of review."""

    FIRST = "first", "初审"
    SECOND = "second", "复审"
    FINAL = "final", "终审"


class VerdictKind(Term):
    """What somebody said of a claim."""

    PASSED = "passed", "通过"
    REFUSED = "refused", "不予通过"
    UPHELD = "upheld", "维持原结论"
    OVERTURNED = "overturned", "撤销原结论"


class DocumentState(Term):
    """How far a document has been read."""

    WAITING = "waiting", "等待识读"
    READ = "read", "已识读"
    FAILED = "failed", "未能识读"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"waiting": "going", "read": "good"}.get(self, "wait")


class QuestionState(Term):
    """What has become of a question."""

    OPEN = "open", "待补正"
    ANSWERED = "answered", "已补正"
    LAPSED = "lapsed", "逾期未补正"
    DROPPED = "dropped", "已随申领结束"


class CorrectionState(Term):
    """What has become of a proposed correction."""

    PROPOSED = "proposed", "待确认"
    ACCEPTED = "accepted", "已接受"
    DECLINED = "declined", "未接受"


class ClaimNews(Term):
    """What people are told about after-sale claims."""

    STEP = "claims.step", "申领进度"
    QUESTION = "claims.question", "申领要补正"
    LATE = "claims.late", "申领审核超期"
