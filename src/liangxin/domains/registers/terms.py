"""Words of registers: kinds of field, how a register feeds an indicator, limits, powers, deeds of the trail."""

from __future__ import annotations

from liangxin.kernel.term import Term

CODE_LIMIT = 60
NAME_LIMIT = 60
TITLE_LIMIT = 120
TEXT_LIMIT = 300  # of one value of a record
KEY_LIMIT = 600
REASON_LIMIT = 300
SPEC_LIMIT = 40_000  # characters of a type as typed
MOST_FIELDS = 40
MOST_STAGES = 12
MOST_CHOICES = 60
MOST_AT_ONCE = 50_000  # records of one batch
QUICK_ROWS = 2_000  # up to which a change is made at once; larger ones are jobs
COLUMNS_SHOWN = 6  # of a type's fields in the list on the screen; the workbook has all


class FieldKind(Term):
    """What a field of a record holds."""

    TEXT = "text", "文字"
    WHOLE = "whole", "整数"
    DECIMAL = "decimal", "小数"
    MONEY = "money", "金额"
    DATE = "date", "日期"
    YEAR = "year", "年份"
    CHOICE = "choice", "选项"
    YES_NO = "yes_no", "是否"
    UNIT = "unit", "单位"
    REGION = "region", "区划"
    ENTERPRISE = "enterprise", "企业名称"
    PLACE = "place", "经纬度"
    FILE = "file", "文件"


class FeedHow(Term):
    """How records make the figure of an indicator."""

    COUNT = "count", "按到达阶段的条数"
    SUM = "sum", "按到达阶段各条的数量相加"


class Mover(Term):
    """Who may move a record to a stage."""

    FILL = "fill", "填报人"
    CONFIRM = "confirm", "确认人"  # somebody else than who entered it


class ImportState(Term):
    """How far the import of a workbook has come."""

    WAITING = "waiting", "等待核对"
    CHECKED = "checked", "已核对"
    REFUSED = "refused", "不能读取"
    PUBLISHED = "published", "已发布"
    UNDONE = "undone", "已撤销"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"waiting": "going", "checked": "wait", "refused": "act", "published": "good", "undone": "off"}[self]


class RowOutcome(Term):
    """What a row of a workbook does to its register."""

    NEW = "new", "新增"
    CHANGED = "changed", "修改"
    UNCHANGED = "unchanged", "不变"
    FAULTY = "faulty", "有误"


class WhyNoShare(Term):
    """Why a register's page shows no share of a target."""

    DIRECTION = "direction", "方向性目标，没有数值"
    OTHER_INDICATOR = "other_indicator", "台账计入的不是这个目标的指标"
    OTHER_UNIT = "other_unit", "台账与目标的计量单位不能换算"


class Power(Term):
    """What a role may let its holder do here."""

    READ = "registers.read", "查看台账"
    DEFINE = "registers.define", "维护台账类型"
    OPEN = "registers.open", "建立台账"
    MANAGE = "registers.manage", "台账改名、移交、封账"
    FILL = "registers.fill", "填报台账"
    CONFIRM = "registers.confirm", "确认台账记录"


class Deed(Term):
    """Verbs of the trail."""

    PRESETS_LOADED = "registers.presets_loaded", "装载台账类型"
    TYPE_DEFINED = "registers.type_defined", "新建台账类型"
    TYPE_CHANGED = "registers.type_changed", "修改台账类型"
    TYPE_RETIRED = "registers.type_retired", "停用台账类型"
    TYPE_RESTORED = "registers.type_restored", "恢复台账类型"
    OPENED = "registers.opened", "建立台账"
    USED_FOR_TARGET = "registers.used_for_target", "兼证另一目标"
    RENAMED = "registers.renamed", "台账改名"
    HANDED_OVER = "registers.handed_over", "台账移交"
    CLOSED = "registers.closed", "台账封账"
    REOPENED = "registers.reopened", "台账启封"
    ADDED = "registers.added", "登记记录"
    CHANGED = "registers.changed", "修改记录"
    MOVED = "registers.moved", "变更阶段"
    EVIDENCE_ADDED = "registers.evidence_added", "上传佐证"
    EVIDENCE_WITHDRAWN = "registers.evidence_withdrawn", "撤回佐证"
    WITHDRAWN = "registers.withdrawn", "撤回记录"
    IMPORT_CHECKED = "registers.import_checked", "上传并核对工作簿"
    IMPORT_PUBLISHED = "registers.import_published", "发布导入"
    IMPORT_UNDONE = "registers.import_undone", "撤销导入"
    ADDED_BY_IMPORT = "registers.added_by_import", "批量导入新增"
    CHANGED_BY_IMPORT = "registers.changed_by_import", "批量导入修改"
    RESTORED = "registers.restored", "撤销导入后恢复"
    BROUGHT = "registers.brought", "迁入记录"
    BATCH_MOVED = "registers.batch_moved", "批量变更阶段"
