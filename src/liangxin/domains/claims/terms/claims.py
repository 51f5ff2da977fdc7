"""Words of a claim: how it came, how far it has come, what may be claimed for once only."""

from __future__ import annotations

from liangxin.kernel.term import Term


class Channel(Term):
    """How a claim comes."""

    TILL = "till", "购买时立减"
    AFTER = "after", "购买后申领"


class ClaimState(Term):
    """How far a claim has come. At the till: authorised, captured. Afterwards: draft to approved. Then both: paid."""

    DRAFT = "draft", "填写中"
    AUTHORISED = "authorised", "已占用额度"
    CAPTURED = "captured", "已核销"
    SUBMITTED = "submitted", "待初审"
    QUESTIONED = "questioned", "待补正"
    FIRST_PASSED = "first_passed", "待复审"
    SECOND_PASSED = "second_passed", "待终审"
    APPROVED = "approved", "审核通过"
    REFUSED = "refused", "审核未通过"
    REVERSED = "reversed", "已冲正"
    LAPSED = "lapsed", "逾期失效"
    WITHDRAWN = "withdrawn", "已撤回"
    IN_PAYMENT = "in_payment", "拨付中"
    PAID = "paid", "已拨付"
    CLAWED_BACK = "clawed_back", "已追回"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        if self in (ClaimState.PAID, ClaimState.CAPTURED, ClaimState.APPROVED):
            return "good"
        if self in _ENDED:
            return "off"
        return "going" if self in (ClaimState.DRAFT, ClaimState.IN_PAYMENT) else "wait"


# Over without payment, or with the money back.
_ENDED = (
    ClaimState.REFUSED,
    ClaimState.REVERSED,
    ClaimState.LAPSED,
    ClaimState.WITHDRAWN,
    ClaimState.CLAWED_BACK,
)


class HeldBack(Term):
    """Why a claim that might be paid is left out of settlement."""

    FROZEN = "frozen", "已冻结"
    CORRECTION = "correction", "更正待确认"


class MarkKind(Term):
    """What identifies a thing or a paper, so that it is claimed for once across all schemes and regions."""

    SERIAL = "serial", "产品序列号"
    IMEI = "imei", "移动终端识别码"
    OLD_VIN = "old_vin", "旧车车辆识别代号"
    NEW_VIN = "new_vin", "新车车辆识别代号"
    OLD_PLATE = "old_plate", "旧车号牌"
    INVOICE = "invoice", "发票号码"
    CERTIFICATE = "certificate", "证明编号"
    ENGINE = "engine", "出厂编号"
