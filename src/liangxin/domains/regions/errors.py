"""How regions says no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class RegionNotFound(Refusal):
    code, kind = "regions.region_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到区划“%(code)s”。", "请核对区划代码，或到区划列表中选择。"


class UnitNotFound(Refusal):
    code, kind = "regions.unit_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个单位。", "请到单位列表中选择；已合并的单位请用合并后的名称。"


class RoleNotFound(Refusal):
    code, kind = "regions.role_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个角色。", "请到成员与角色页面中选择。"


class MembershipNotFound(Refusal):
    code, kind = "regions.membership_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这项任职。", "请刷新成员名单后再试。"


class AccountUnknown(Refusal):
    code, kind = "regions.account_unknown", RefusalKind.MISSING
    sentence, remedy = "没有用户名为“%(username)s”的账号。", "请核对用户名，或先由系统管理人员开设账号。"


class TeamNotFound(Refusal):
    code, kind = "regions.team_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个工作专班或其中的人员。", "请刷新专班页面后再试。"


class NameMissing(Refusal):
    code, kind = "regions.name_missing", RefusalKind.INVALID
    sentence, remedy = "名称不能为空，也不能只有标点。", "请填写名称，不超过%(limit)s个字。"


class NameTaken(Refusal):
    code, kind = "regions.name_taken", RefusalKind.CONFLICT
    sentence, remedy = "“%(name)s”已是%(owner)s的名称或别名。", "请换一个名称；如果是同一单位，请把两者合并。"


class CodeTaken(Refusal):
    code, kind = "regions.code_taken", RefusalKind.CONFLICT
    sentence, remedy = "代码“%(code)s”已经使用。", "请换一个代码。"


class CodeMalformed(Refusal):
    code, kind = "regions.code_malformed", RefusalKind.INVALID
    sentence, remedy = "“%(code)s”不能作为%(parent)s下的代码。", "%(hint)s"


class MergeImpossible(Refusal):
    code, kind = "regions.merge_impossible", RefusalKind.CONFLICT
    sentence, remedy = "不能合并：%(reason)s。", "请重新选择要合并的两个单位。"


class MembershipOverlaps(Refusal):
    code, kind = "regions.membership_overlaps", RefusalKind.CONFLICT
    sentence = "%(person)s在%(unit)s已任“%(role)s”，任期与本次重叠。"
    remedy = "请先免去原任职，或把起始日期改到原任职结束之后。"


class SelfAppointment(Refusal):
    code, kind = "regions.self_appointment", RefusalKind.FORBIDDEN
    sentence, remedy = "不能任免自己。", "请由另一位有任免权限的人员办理。"


class DaysReversed(Refusal):
    code, kind = "regions.days_reversed", RefusalKind.INVALID
    sentence, remedy = "结束日期%(ends_on)s不在起始日期%(starts_on)s之后。", "请核对起止日期。"


class PowersUnknown(Refusal):
    code, kind = "regions.powers_unknown", RefusalKind.INVALID
    sentence, remedy = "没有这样的权限：%(powers)s。", "请只勾选列出的权限。"


class RoleFixed(Refusal):
    code, kind = "regions.role_fixed", RefusalKind.FORBIDDEN
    sentence, remedy = "角色“%(role)s”%(reason)s，不能改动。", "请为本区划另设一个角色，或由另一位有权限的人员办理。"


class RoleElsewhere(Refusal):
    code, kind = "regions.role_elsewhere", RefusalKind.INVALID
    sentence, remedy = "角色“%(role)s”不属于%(region)s及其上级。", "请选用预设角色或本区划设置的角色。"


class AliasFixed(Refusal):
    code, kind = "regions.alias_fixed", RefusalKind.CONFLICT
    sentence, remedy = "“%(name)s”是单位的全称或规范简称，不能作为别名删除。", "如名称有误，请办理单位更名。"


class GroupNotEmpty(Refusal):
    code, kind = "regions.group_not_empty", RefusalKind.CONFLICT
    sentence, remedy = "工作组“%(group)s”还有人员，不能去掉。", "请先把人员移出或调到别的工作组。"


class PersonTwice(Refusal):
    code, kind = "regions.person_twice", RefusalKind.CONFLICT
    sentence, remedy = "%(person)s已在名单上，职务相同。", "请修改已有的一行，或补充职务以示区别。"
