"""Words of admitted merchants: applications, what is checked of them, admission and its changes."""

from __future__ import annotations

from liangxin.kernel.term import Term

FIRM_NAME_LIMIT = 100
ADDRESS_LIMIT = 200
PAPER_BYTES = 10_000_000
MOST_PAPERS = 6
MOST_TRIES = 10  # 本系统拟定：同一来源十分钟内查询失败的次数
MOST_APPLICATIONS = 5  # 本系统拟定：同一来源一小时内提交申请的次数


class ApplicationState(Term):
    """Where an application for admission stands."""

    SUBMITTED = "submitted", "待审核"
    REVIEWED = "reviewed", "审核通过待批准"
    RETURNED = "returned", "退回补正"
    ADMITTED = "admitted", "已准入"
    REFUSED = "refused", "不予准入"
    WITHDRAWN = "withdrawn", "已撤回"

    @property
    def tone(self) -> str:
        """What waits for the office is going on; what was sent back waits for the merchant."""
        return {"submitted": "going", "reviewed": "going", "returned": "wait", "admitted": "good"}.get(
            self.value, "off"
        )


class ApplicationVerb(Term):
    """What may be done to an application."""

    PASS = "pass", "审核通过"
    RETURN = "return", "退回补正"
    RESUBMIT = "resubmit", "补正后重新提交"
    SEND_BACK = "send_back", "退回审核"
    ADMIT = "admit", "批准准入"
    REFUSE = "refuse", "不予准入"
    WITHDRAW = "withdraw", "撤回申请"


class CheckAnswer(Term):
    """What the reviewer found of an item."""

    MET = "met", "符合"
    NOT_MET = "not_met", "不符合"
    UNKNOWN = "unknown", "尚不能确定"


class PaperKind(Term):
    """What a paper proves."""

    LICENCE = "licence", "营业执照"
    TAKE_BACK = "take_back", "旧货回收能力证明"
    PROMISE = "promise", "价格和诚信承诺书"
    SHOP = "shop", "门店和收银终端照片"
    OTHER = "other", "其他材料"


class MerchantState(Term):
    """How a merchant stands on a day."""

    COMING = "coming", "待生效"
    ADMITTED = "admitted", "准入中"
    SUSPENDED = "suspended", "暂停"
    EXPIRED = "expired", "已到期"
    WITHDRAWN = "withdrawn", "已退出"

    @property
    def tone(self) -> str:
        """A suspension asks for somebody to act."""
        return {"coming": "wait", "admitted": "good", "suspended": "act"}.get(self.value, "off")


class ChangeVerb(Term):
    """What changes a merchant's standing; each is dated and stays."""

    ADMIT = "admit", "准入"
    SUSPEND = "suspend", "暂停"
    RESUME = "resume", "恢复"
    WITHDRAW = "withdraw", "退出"


class TryKind(Term):
    """What the public may try only so often."""

    LOOK_UP = "look_up", "查询申请进度"
    APPLY = "apply", "提交申请"


class MerchantNews(Term):
    """What people are told of applications: the kinds of messages."""

    WAITING = "schemes.application_waiting", "商户申请待办"
    DECIDED = "schemes.application_decided", "商户申请办结"
