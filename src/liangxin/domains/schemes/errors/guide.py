"""What can be wrong with an answer to the calculator; each stands beside its field."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class AnswerMissing(Refusal):
    """Nothing was answered."""

    code, kind = "schemes.answer_missing", RefusalKind.INVALID
    sentence, remedy = "这一题还没有回答。", "请回答，或选“不清楚”。"


class AnswerNotMoney(Refusal):
    """A text is no amount of money."""

    code, kind = "schemes.answer_not_money", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是金额。", "请只填数字，单位是元，如 3999。"


class AnswerNotNumber(Refusal):
    """A text is no number, or has more places than are asked for."""

    code, kind = "schemes.answer_not_number", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是所要的数。", "请只填数字，小数最多%(places)s位。"


class AnswerOutside(Refusal):
    """A number is smaller or larger than it can be."""

    code, kind = "schemes.answer_outside", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”超出了范围。", "应当在%(least)s到%(most)s之间，请核对。"


class AnswerNotDay(Refusal):
    """Year, month and day are no day of the calendar."""

    code, kind = "schemes.answer_not_day", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是一个日期。", "请填年、月、日，如 2026年3月15日。"


class AnswerNotOffered(Refusal):
    """An answer is none of those that can be chosen."""

    code, kind = "schemes.answer_not_offered", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是可选的答案。", "请在列出的答案中选一个。"


class GuideNotFound(Refusal):
    """There is no such place, or no such subsidy in force or announced there."""

    code, kind = "schemes.guide_not_found", RefusalKind.MISSING
    sentence, remedy = "这里没有这项补贴。", "它可能已经结束。请回到补贴列表查看。"
