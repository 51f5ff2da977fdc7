"""Words of registers: kinds of field, how a register feeds an indicator, limits, powers, deeds of the trail."""

from __future__ import annotations

from liangxin.kernel.term import Term

CODE_LIMIT = 60
NAME_LIMIT = 60
TITLE_LIMIT = 120
TEXT_LIMIT = 300  # of one value of a record
KEY_LIMIT = 600
SPEC_LIMIT = 40_000  # characters of a type as typed
MOST_FIELDS = 40
MOST_STAGES = 12
MOST_CHOICES = 60
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


class Power(Term):
    """What a role may let its holder do here."""

    READ = "registers.read", "查看台账"
    DEFINE = "registers.define", "维护台账类型"
    OPEN = "registers.open", "建立台账"
    FILL = "registers.fill", "填报台账"
    CONFIRM = "registers.confirm", "确认台账记录"


class Deed(Term):
    """Verbs of the trail."""

    PRESETS_LOADED = "registers.presets_loaded", "装载台账类型"
    TYPE_DEFINED = "registers.type_defined", "新建台账类型"
    TYPE_CHANGED = "registers.type_changed", "修改台账类型"
    OPENED = "registers.opened", "建立台账"
    ADDED = "registers.added", "登记记录"
    CHANGED = "registers.changed", "修改记录"
    MOVED = "registers.moved", "变更阶段"
    EVIDENCE_ADDED = "registers.evidence_added", "上传佐证"
    WITHDRAWN = "registers.withdrawn", "撤回记录"
