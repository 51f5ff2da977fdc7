"""Words of parties: kinds, roles, identities, fields and why they may be kept, pairs of duplicates, powers, deeds."""

from __future__ import annotations

from liangxin.kernel.term import Term

NAME_LIMIT, PERSON_NAME_LIMIT, ADDRESS_LIMIT, SOURCE_LIMIT = 120, 60, 200, 100
REASON_LIMIT = 200
UNDO_DAYS = 30  # ours: how long a merge can be taken back; afterwards what the gone one held is emptied
MOST_SHARING = 8  # ours: a phone or account of more parties than that is an agent's, and tells nothing


class PartyKind(Term):
    PERSON = "person", "个人"
    ENTERPRISE = "enterprise", "企业"


class PartyState(Term):
    """Where a row stands; it is never deleted, because money hangs on it."""

    IN_USE = "in_use", "在用"
    MERGED = "merged", "已合并"
    FORGOTTEN = "forgotten", "已清空"

    @property
    def tone(self) -> str:
        return {"in_use": "good", "merged": "off"}.get(self.value, "off")


class PartyRole(Term):
    """As what a party takes part in the programme, from a day to a day."""

    MERCHANT = "merchant", "商户"
    RECYCLER = "recycler", "回收企业"
    DISMANTLER = "dismantler", "拆解企业"
    SUPPLIER = "supplier", "供应商"
    BANK = "bank", "银行"


class IdentityKind(Term):
    """What sort of number names the party; the first three have the form of GB 11643-1999."""

    RESIDENT = "resident", "居民身份证"
    HK_MACAO_TAIWAN = "hk_macao_taiwan", "港澳台居民居住证"
    FOREIGNER = "foreigner", "外国人永久居留身份证"
    OLD_RESIDENT = "old_resident", "15位旧身份证号码"  # taken over from old files only
    USCC = "uscc", "统一社会信用代码"


class PartyField(Term):
    """What is kept of a party, field by field."""

    NAME = "name", "姓名或名称"
    IDENTITY = "identity", "证件号码"
    CONTACT = "contact", "联系人"
    PHONE = "phone", "联系电话"
    ADDRESS = "address", "地址"
    BANK_ACCOUNT = "bank_account", "收款账号"


class Basis(Term):
    """Why a field may be kept. What rests on consent alone is emptied when the consent is taken back."""

    PUBLIC_TASK = "public_task", "履行法定职责"
    LEGAL_DUTY = "legal_duty", "履行法定义务"
    CONSENT = "consent", "本人同意"


class EmptiedFor(Term):
    """Why a field was emptied."""

    RETENTION = "retention", "保存期满"
    WITHDRAWN = "withdrawn", "撤回同意"


class PairReason(Term):
    """What makes two parties look like one."""

    OLD_NUMBER = "old_number", "15位旧号码与18位号码对应"
    ONE_SIGN_APART = "one_sign_apart", "姓名、出生日期相同，证件号码只差一处"
    SAME_ACCOUNT = "same_account", "收款账号相同"
    SAME_PHONE = "same_phone", "联系电话相同、姓名相近"
    SAME_NAME = "same_name", "企业名称相同、统一社会信用代码不同"


class PairState(Term):
    OPEN = "open", "待判断"
    MERGED = "merged", "已合并"
    DIFFERENT = "different", "不是同一主体"

    @property
    def tone(self) -> str:
        return {"open": "act", "merged": "good"}.get(self.value, "off")


class Power(Term):
    """What a role may let its holder do here."""

    READ = "parties.read", "查看个人与企业（脱敏）"
    EDIT = "parties.edit", "登记和修改个人与企业"
    ROLES = "parties.roles", "认定和终止主体角色"
    UNMASK = "parties.unmask", "查看个人信息原文（逐次留痕）"
    MERGE = "parties.merge", "判断和合并重复主体"
    OVERSEE = "parties.oversee", "查看个人信息原文查看记录"


class Deed(Term):
    """Verbs of the trail."""

    TAKEN_IN = "parties.taken_in", "批量登记个人与企业"
    ENTERED = "parties.entered", "登记主体"
    CHANGED = "parties.changed", "修改主体"
    ROLE_GIVEN = "parties.role_given", "认定角色"
    ROLE_ENDED = "parties.role_ended", "终止角色"
    UNMASKED = "parties.unmasked", "查看个人信息原文"
    EXTRACTED = "parties.extracted", "出具本人信息清单"
    CONSENT_RECORDED = "parties.consent_recorded", "记录本人同意"
    CONSENT_WITHDRAWN = "parties.consent_withdrawn", "撤回本人同意"
    EMPTIED = "parties.emptied", "清空期满的个人信息"
    PAIRS_FOUND = "parties.pairs_found", "查找重复主体"
    MERGED = "parties.merged", "合并主体"
    MERGE_UNDONE = "parties.merge_undone", "撤销合并"
    SAID_DIFFERENT = "parties.said_different", "判断为不同主体"
