"""What a figure is: form and grain of its series, how it is reckoned, why there is none."""

from __future__ import annotations

from liangxin.kernel.term import Term


class SeriesForm(Term):
    """What a figure of a series covers; the values are those of the indicators package."""

    FLOW = "flow", "当期数"
    TO_DATE = "to_date", "本年累计"
    STOCK = "stock", "期末数"


class SeriesGrain(Term):
    """How long a period of a series is; the values are those of the indicators package."""

    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    HALF = "half", "半年"
    YEAR = "year", "年"

    @property
    def months(self) -> int:
        return {SeriesGrain.MONTH: 1, SeriesGrain.QUARTER: 3, SeriesGrain.HALF: 6}.get(self, 12)


class Holding(Term):
    """What a list holds whose records make a stock."""

    WHOLE = "whole", "全部存量"
    ADDITIONS = "additions", "只有新增"


class Reckoning(Term):
    """How the figure that stands against a target is made from a series."""

    STOCK = "stock", "期末存量"
    SINCE_START = "since_start", "自起算日累计"
    YEAR_TO_DATE = "year_to_date", "当年累计"
    ROLLING_YEAR = "rolling_year", "近十二个月合计"
    GROWTH = "growth", "近十二个月较基期增长"
    ANNUAL_GROWTH = "annual_growth", "自基期年均增长"
    RATE = "rate", "比率"
    COMPLETION = "completion", "完成数占总数"
    TREND = "trend", "走势"


class NoPath(Term):
    """Why a series gives no figure that can stand against the target."""

    NO_DATA = "no_data", "没有数据"
    NO_FIGURE = "no_figure", "目标没有数值"
    BASE_MISSING = "base_missing", "缺少基期数"
    BASE_NOT_POSITIVE = "base_not_positive", "基期数不大于零，无法计算增长"
    BASE_STOCK_MISSING = "base_stock_missing", "台账只记新增，缺少起始存量"
    UNIT_UNFIT = "unit_unfit", "计量单位不能换算"
    FORM_UNFIT = "form_unfit", "数据形式不适合这类目标"
    START_UNKNOWN = "start_unknown", "不知道从哪一天起算"
    WHOLE_UNKNOWN = "whole_unknown", "不知道总数"
    TOO_FEW_MONTHS = "too_few_months", "月份不足"
    NOT_BEGUN = "not_begun", "考核年度尚未开始"


class Bound(Term):
    """How the figure shown stands to the true one."""

    EXACT = "exact", "完整"
    LOWER = "lower", "至少如此"
    UPPER = "upper", "至多如此"
    OPEN = "open", "偏向不明"


class Run(Term):
    """Which way a figure can move at all: what is counted up never falls."""

    RISING = "rising", "只增不减"
    FALLING = "falling", "只减不增"
    FREE = "free", "可增可减"


class Shape(Term):
    """The course on which a target is expected to be reached."""

    LINEAR = "linear", "按时间匀速"
    MILESTONES = "milestones", "按节点"
    SEASONAL = "seasonal", "按上年各月比重"
    S_CURVE = "s_curve", "先慢后快再慢"
    FLAT = "flat", "一直保持"
