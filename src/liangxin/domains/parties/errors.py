"""How parties says no. No refusal repeats a personal number or name."""

from __future__ import annotations

from typing import Any

from liangxin.domains.parties.terms import PartyField
from liangxin.kernel.refusal import Refusal, RefusalKind


class PartyNotFound(Refusal):
    code, kind = "parties.party_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个主体。", "请在个人或企业列表中查找，或按证件号码、电话、账号查询。"


class PairNotFound(Refusal):
    code, kind = "parties.pair_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这一对疑似重复的主体。", "请到重复主体列表中选择。"


class MergeNotFound(Refusal):
    code, kind = "parties.merge_not_found", RefusalKind.MISSING
    sentence, remedy = "没有可以撤销的合并。", "合并后30天内可以撤销；请在保留主体的页面上查看。"


class FieldWrong(Refusal):
    code, kind = "parties.field_wrong", RefusalKind.INVALID
    sentence, remedy = "%(label)s：%(words)s", "请对照证件核对后重新填写。"


class RowsWrong(Refusal):
    """What is wrong in rows taken in at once; `faults` has all of them."""

    code, kind = "parties.rows_wrong", RefusalKind.INVALID
    sentence = "有%(count)s处填写有误，一行也没有登记。第一处在第%(row)s行：%(words)s"
    remedy = "请逐行改正后重新提交。"

    @property
    def faults(self) -> tuple[tuple[int, PartyField, str], ...]:
        """Row counted from 0, field, what is wrong."""
        found: Any = self.details["faults"]
        return tuple(found)


class IdentityTaken(Refusal):
    code, kind = "parties.identity_taken", RefusalKind.CONFLICT
    sentence, remedy = (
        "这个证件号码已经登记在另一个主体名下。",
        "请按证件号码查找；确是同一主体的，请在重复主体中合并。",
    )


class ReasonMissing(Refusal):
    code, kind = "parties.reason_missing", RefusalKind.INVALID
    sentence, remedy = "没有写明事由。", "请写明为何办理，不少于4个字，不要写入个人号码。"


class NothingChosen(Refusal):
    code, kind = "parties.nothing_chosen", RefusalKind.INVALID
    sentence, remedy = "没有选择要查看的内容，或所选内容为空。", "请至少勾选一项已登记的内容。"


class NothingChanged(Refusal):
    code, kind = "parties.nothing_changed", RefusalKind.INVALID
    sentence, remedy = "没有改动：填写的与登记的相同。", "请改好后再保存。"


class PartyNotInUse(Refusal):
    code, kind = "parties.party_not_in_use", RefusalKind.CONFLICT
    sentence, remedy = "这个主体现为“%(state)s”，不能办理。", "已合并的，请到保留的主体上办理。"


class RoleOverlaps(Refusal):
    code, kind = "parties.role_overlaps", RefusalKind.CONFLICT
    sentence, remedy = "这个主体在重叠的期间已是“%(role)s”。", "请先终止原来的期间，或改变起始日期。"


class RoleNotHeld(Refusal):
    code, kind = "parties.role_not_held", RefusalKind.CONFLICT
    sentence, remedy = "这个主体现在不是“%(role)s”。", "请核对主体的角色和起止日期。"


class RoleNotForPeople(Refusal):
    code, kind = "parties.role_not_for_people", RefusalKind.INVALID
    sentence, remedy = "个人不能认定为“%(role)s”。", "个体经营者请按其统一社会信用代码登记为企业。"


class DaysReversed(Refusal):
    code, kind = "parties.days_reversed", RefusalKind.INVALID
    sentence, remedy = "终止日期不在起始日期之后。", "请核对起止日期。"


class NotTwo(Refusal):
    code, kind = "parties.not_two", RefusalKind.INVALID
    sentence, remedy = "只能合并两个不同的、同类的主体。", "个人与企业不能互相合并。"


class PairDecided(Refusal):
    code, kind = "parties.pair_decided", RefusalKind.CONFLICT
    sentence, remedy = "这一对主体已经判断过：%(state)s。", "请刷新列表；合并有误的，可在期限内撤销。"


class UndoTooLate(Refusal):
    code, kind = "parties.undo_too_late", RefusalKind.CONFLICT
    sentence, remedy = "合并已过%(days)s天，不能撤销。", "请重新登记被合并的主体。"


class ChangedSinceMerge(Refusal):
    code, kind = "parties.changed_since_merge", RefusalKind.CONFLICT
    sentence, remedy = (
        "合并之后主体又有变动，不能直接撤销。",
        "请先撤销其后的合并，或把角色改回合并时的样子后再撤销。",
    )


class ConsentNotNeeded(Refusal):
    code, kind = "parties.consent_not_needed", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”不以本人同意为依据保存。", "只有以本人同意为依据的内容才记录同意和撤回。"


class NoConsent(Refusal):
    code, kind = "parties.no_consent", RefusalKind.CONFLICT
    sentence, remedy = "“%(what)s”没有有效的本人同意。", "请核对记录。"
