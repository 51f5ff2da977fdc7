"""Words of the plans package: documents and findings, review, editions, what a plan promises, powers and deeds."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

MAX_FILE_BYTES: Final = 50 * 1024 * 1024  # the documents engine refuses larger files too; said before the upload ends
MAX_FILES_AT_ONCE: Final = 20
NAME_LIMIT: Final = 200  # letters of an indicator's words, a unit's name, a group
TITLE_LIMIT: Final = 500


class Power(Term):
    READ = "plans.read", "查看方案"
    UPLOAD = "plans.upload", "上传方案"
    REVIEW = "plans.review", "审核读出的内容"
    SUBMIT = "plans.submit", "提交发布方案"
    PUBLISH = "plans.publish", "复核并发布方案"
    SHARE = "plans.share", "向下分解目标"


class Deed(Term):
    UPLOAD = "plans.upload_document", "上传方案"
    PASTE = "plans.paste_document", "粘贴方案文本"
    READ = "plans.read_document", "读出方案"
    REFUSE = "plans.refuse_document", "无法读取，未保存"
    DISCARD = "plans.discard_document", "删除方案"
    ASK = "plans.ask_assistant", "请助手对未读内容提建议"
    TAKE = "plans.take_unread", "由人补录"
    ACCEPT = "plans.accept_finding", "采纳"
    DISMISS = "plans.dismiss_finding", "剔除"
    REOPEN = "plans.reopen_finding", "恢复待审"
    CORRECT = "plans.correct_finding", "更正"
    ADD = "plans.add_finding", "从原文补录"
    SPLIT = "plans.split_finding", "拆分"
    MERGE = "plans.merge_findings", "合并"
    UNDO_PARTS = "plans.undo_parts", "撤销拆并"
    NAME_UNIT = "plans.name_unit", "单位名称对应"
    TAKE_ROSTER = "plans.take_roster", "名单写入工作专班"
    PLACE = "plans.place_document", "确定方案归属"
    PAIR = "plans.pair_with_current", "与现行版本对应"
    CHECK = "plans.check_change", "核对改动"
    SUBMIT = "plans.submit_version", "提交发布"
    SEND_BACK = "plans.send_back_version", "退回"
    PUBLISH = "plans.publish_version", "发布"
    SHARE = "plans.share_target", "向下分解目标"


class DocumentState(Term):
    """A document that cannot be read is not kept: there is no state for it."""

    WAITING = "waiting", "等待读取"
    READ = "read", "已读出"

    @property
    def tone(self) -> str:
        return "good" if self is DocumentState.READ else "going"


class FindingKind(Term):
    """What a finding is; the order is that of the page."""

    UNREAD = "unread", "未读"
    TARGET = "target", "目标"
    TASK = "task", "任务"
    MEASURE = "measure", "举措"
    MEMBER = "member", "专班成员"
    BASIS = "basis", "依据文件"
    SECTION = "section", "章节"


# What people decide on one by one; basis documents and sections only frame it.
REVIEWED_KINDS: Final = (FindingKind.TARGET, FindingKind.TASK, FindingKind.MEASURE, FindingKind.MEMBER)


class Origin(Term):
    """Who found it."""

    READER = "reader", "程序读出"
    PERSON = "person", "人工补录"


class ReviewState(Term):
    """What a person has decided on a finding. TAKEN is for unread clauses: a target was made of it."""

    OPEN = "open", "待审"
    ACCEPTED = "accepted", "已采纳"
    TAKEN = "taken", "已补录"
    DISMISSED = "dismissed", "已剔除"
    REPLACED = "replaced", "已拆并"

    @property
    def tone(self) -> str:
        tones = {ReviewState.OPEN: "wait", ReviewState.ACCEPTED: "good", ReviewState.TAKEN: "good"}
        return tones.get(self, "off")


class NamingState(Term):
    """How a name in the text stands to the lists of the house: a unit of the region, an indicator of the catalogue."""

    PROPOSED = "proposed", "系统建议"
    CONFIRMED = "confirmed", "已确认"
    OUTSIDE = "outside", "不在目录"

    @property
    def tone(self) -> str:
        return {NamingState.PROPOSED: "wait", NamingState.CONFIRMED: "good"}.get(self, "neutral")


class Field(Term):
    """Controls of the review's forms that must be filled."""

    INDICATOR = "indicator", "指标"
    VALUE = "value", "数值"
    TITLE = "title", "任务"
    MEASURE = "measure", "举措"
    NAME = "name", "姓名"
    KIND = "kind", "种类"
    COMPARATOR = "comparator", "要求"


class Somebody(Term):
    """Stands for a person whose name is not known any more."""

    OTHER = "other", "别人"


class PlaceFault(Term):
    """What is wrong with the place that a document is given."""

    NO_EDITION = "no_edition", "没有选是全文新版还是局部修订"
    OTHER_REGION = "other_region", "所选方案不归这个地区"
    UNKNOWN_REGION = "unknown_region", "没有这个代码的地区"
    CIRCLE = "circle", "上级方案不能是它自己，也不能又以它为上级"


class PlanKind(Term):
    """The two sorts of a "1+N" family: the one plan over all, and those of single fields."""

    GENERAL = "general", "总方案"
    SECTOR = "sector", "专项方案"


class PlanLevel(Term):
    """Rank of the government that issued a plan."""

    NATIONAL = "national", "国家"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


class EditionKind(Term):
    """What a document is to its plan."""

    FIRST = "first", "首次印发"
    EDITION = "edition", "全文新版"
    AMENDMENT = "amendment", "局部修订"


class VersionState(Term):
    DRAFT = "draft", "审核中"
    SUBMITTED = "submitted", "待复核发布"
    PUBLISHED = "published", "现行"
    SUPERSEDED = "superseded", "已被替代"

    @property
    def tone(self) -> str:
        tones = {VersionState.DRAFT: "going", VersionState.SUBMITTED: "wait", VersionState.PUBLISHED: "good"}
        return tones.get(self, "off")


class TaskKind(Term):
    TASK = "task", "任务"
    MEASURE_ITEM = "measure_item", "举措"


class UnitPart(Term):
    """What a unit has to do with a task."""

    LEAD = "lead", "牵头"
    SUPPORT = "support", "责任"
