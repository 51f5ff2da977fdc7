"""Words of indicators: direction, kind of promise, roll-up, family, observations, powers, deeds of the trail."""

from __future__ import annotations

from liangxin.kernel.term import Term

NAME_LIMIT = 80
SYNONYM_LIMIT = 80
MEASURE_CODE_LIMIT = 100
REASON_LIMIT = 300
SOURCE_LIMIT = 200
# Digits in all and after the point: below 10^16 and as fine as a fen is of 亿元; arithmetic with 28 digits keeps them.
VALUE_DIGITS, VALUE_PLACES = 26, 10
WORKBOOK_POINTS = 20_000  # in one workbook: checked while the person waits
MOST_FAULTS = 2_000


class Direction(Term):
    """Which way is better."""

    UP = "up", "越高越好"
    DOWN = "down", "越低越好"
    REACH = "reach", "达到即可"


class IndicatorKind(Term):
    """What sort of promise is usually made of it; the values are those that a reader of plans gives its targets."""

    LEVEL = "level", "到期存量"
    CUMULATIVE = "cumulative", "累计完成"
    ANNUAL = "annual", "每年完成"
    GROWTH = "growth", "较基期增长"
    ANNUAL_GROWTH = "annual_growth", "年均增长"
    SHARE = "share", "比例"
    COMPLETION = "completion", "全部完成"
    DIRECTIONAL = "directional", "方向性"


class RollUp(Term):
    """How the figures of regions make the figure of the region above."""

    SUM = "sum", "各地相加"
    RATIO_OF_SUMS = "ratio_of_sums", "分子分母分别相加后相除"
    WEIGHTED_MEAN = "weighted_mean", "按权重平均"
    NONE = "none", "不汇总"


class Family(Term):
    """The part of the programme it belongs to."""

    INVESTMENT = "investment", "设备投资"
    INDUSTRY = "industry", "工业领域"
    CONSTRUCTION = "construction", "建筑和市政"
    TRANSPORT = "transport", "交通运输"
    AGRICULTURE = "agriculture", "农业机械"
    EDUCATION = "education", "教育科技"
    CULTURE = "culture", "文旅体育"
    HEALTH = "health", "医疗卫生"
    ENERGY = "energy", "能源环保"
    DIGITAL = "digital", "信息设施"
    CARS = "cars", "汽车"
    APPLIANCES = "appliances", "家电数码"
    HOMES = "homes", "家装厨卫"
    RECYCLING = "recycling", "回收循环利用"
    STANDARDS = "standards", "标准提升"


class Origin(Term):
    """Where an observed figure comes from; the three stand side by side and are never mixed."""

    COMPUTED = "computed", "系统计算"
    REPORTED = "reported", "单位填报"
    ESTIMATED = "estimated", "估算"


class Form(Term):
    """What the figure of a period counts: the period alone, the year up to its end, or what there is at its end."""

    FLOW = "flow", "当期数"
    TO_DATE = "to_date", "本年累计"
    STOCK = "stock", "期末数"


class Grain(Term):
    """How long the periods of a series are."""

    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    HALF = "half", "半年"
    YEAR = "year", "年"


class Layout(Term):
    """How a workbook of figures is laid out."""

    ROWS = "rows", "一行一个数"
    MONTHS = "months", "指标为行、月份为列"


class WorkbookState(Term):
    """How far a workbook of figures has come."""

    CHECKED = "checked", "已核对"
    PUBLISHED = "published", "已发布"
    UNDONE = "undone", "已撤销"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"checked": "wait", "published": "good", "undone": "off"}[self]


class RowOutcome(Term):
    """What a figure of a workbook does to what stands there."""

    NEW = "new", "新增"
    REVISED = "revised", "修订"
    UNCHANGED = "unchanged", "不变"


class Gap(Term):
    """Why a cumulative series tells no figure of a single period."""

    NO_PREDECESSOR = "no_predecessor", "上一期没有可用的累计数"
    FELL = "fell", "累计数比此前的小"
    BROKEN = "broken", "与上一期之间统计口径有调整"
    NO_EARLIER = "no_earlier", "年内此前有月份没有数"


class NoGrowth(Term):
    """Why a growth against a base year cannot be told."""

    NO_BASE = "no_base", "还没有登记基期值"
    BASE_NOT_POSITIVE = "base_not_positive", "基期值不大于零"
    NO_AMOUNT = "no_amount", "没有当期数"
    INCOMPLETE = "incomplete", "当期数不全"
    BROKEN = "broken", "基期以来统计口径有调整"


class Doubt(Term):
    """What makes a reported figure look wrong; it is taken all the same once somebody says why it is right."""

    UNIT_SLIP = "unit_slip", "与以往相差约一万倍，可能单位填错"
    FALLS = "falls", "本年累计比前面的月份小，或比后面的月份大"
    OVER_WHOLE = "over_whole", "占比超过了全部"
    NEGATIVE = "negative", "数值小于零"
    AHEAD = "ahead", "所填时期还没有开始"
    SMALL_SHARE = "small_share", "占比小于1%，可能把百分数填成了小数"


class Power(Term):
    """What a role may let its holder do here. The catalogue is one for all: reading it asks for any standing."""

    READ = "indicators.read", "查看指标目录"
    EDIT = "indicators.edit", "维护指标目录"
    REPORT = "indicators.report", "填报指标数据"
    OBSERVE = "indicators.observe", "管理指标数据"
    SETTLE = "indicators.settle", "审定填报数据"


class Deed(Term):
    """Verbs of the trail."""

    CATALOGUE_LOADED = "indicators.catalogue_loaded", "装载指标目录"
    INDICATOR_ADDED = "indicators.indicator_added", "新增指标"
    INDICATOR_CHANGED = "indicators.indicator_changed", "修改指标"
    SYNONYM_ADDED = "indicators.synonym_added", "登记同义名称"
    SYNONYM_REMOVED = "indicators.synonym_removed", "删除同义名称"
    OBSERVED = "indicators.observed", "登记指标数据"
    PERIODS_LOCKED = "indicators.periods_locked", "审定并锁定期间"
    EXCEPTION_GRANTED = "indicators.exception_granted", "准许补改已锁定的数"
    BASE_SET = "indicators.base_set", "登记基期值"
    BREAK_DECLARED = "indicators.break_declared", "登记口径调整"
    BREAK_TAKEN_BACK = "indicators.break_taken_back", "撤销口径调整"
    WORKBOOK_CHECKED = "indicators.workbook_checked", "核对数据工作簿"
    WORKBOOK_PUBLISHED = "indicators.workbook_published", "发布数据工作簿"
    WORKBOOK_UNDONE = "indicators.workbook_undone", "撤销数据工作簿"
