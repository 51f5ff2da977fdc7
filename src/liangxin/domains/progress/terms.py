"""Words of progress: form and grain of a series, reckonings, why there is no figure, statuses and what decided them."""

from __future__ import annotations

from typing import Final

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


class Status(Term):
    """How a target stands. What is not known is never green."""

    ON_TRACK = "on_track", "正常"
    AT_RISK = "at_risk", "有风险"
    BEHIND = "behind", "滞后"
    NOT_KNOWN = "not_known", "不明"

    @property
    def tone(self) -> str:
        return {Status.ON_TRACK: "good", Status.AT_RISK: "wait", Status.BEHIND: "act"}.get(self, "off")


class StatusRule(Term):
    """A rule that spoke in a decision on a status; the label is its sentence, filled with the figures of the reason."""

    NO_PATH = "no_path", "无法计算实际进度：%(why)s。"
    NO_START = "no_start", "不知道起点，只能看是否已经达到。"
    NO_DEADLINE = "no_deadline", "目标没有期限，只能看是否已经达到。"
    STALE = "stale", "最近的数据截至%(as_of)s，已过去%(age)s天，超过%(allowed)s天。"
    COVERAGE_LOW = "coverage_low", "应有%(expected)s份数据，只到%(got)s份，低于%(least)s%%，不足以判断。"
    COVERAGE_PARTIAL = "coverage_partial", "应有%(expected)s份数据，已到%(got)s份，现有数字是下限或上限。"
    ENOUGH_ALREADY = "enough_already", "数据虽不齐，仅已到的部分就不低于应有进度。"
    SPOILT_ALREADY = "spoilt_already", "数据虽不齐，仅已到的部分就已越过目标。"
    REACHED = "reached", "实际%(actual)s，已达到目标%(target)s。"
    REACHED_LATE = "reached_late", "期限%(deadline)s已过，之后才达到目标%(target)s。"
    MISSED = "missed", "期限%(deadline)s已过，实际%(actual)s，未达到目标%(target)s。"
    UNSETTLED = "unsettled", "期限%(deadline)s已过，期末数据还没有到。"
    BREACHED = "breached", "实际%(actual)s已越过目标%(target)s，不可能再回来。"
    ON_COURSE = "on_course", "实际%(actual)s，应有%(due)s，进度相当于应有的%(index)s%%。"
    LAGS = "lags", "实际%(actual)s，应有%(due)s，进度只相当于应有的%(index)s%%。"
    LAGS_FAR = "lags_far", "实际%(actual)s，应有%(due)s，进度只相当于应有的%(index)s%%，差距较大。"
    FORECAST_SHORT = "forecast_short", "预测区间%(low)s至%(high)s整个达不到目标%(target)s。"
    FORECAST_REACHES = "forecast_reaches", "预测区间%(low)s至%(high)s整个达到目标%(target)s。"
    BASE_BROKEN = "base_broken", "口径在%(break_on)s变过，基期数没有按新口径重算，增长不可比。"
    TREND_GOOD = "trend_good", "近%(points)s期走势向好。"
    TREND_BAD = "trend_bad", "近%(points)s期走势变差。"
    TREND_UNCLEAR = "trend_unclear", "近%(points)s期看不出明确走势。"
    TREND_SHORT = "trend_short", "只有%(points)s期数据，少于%(least)s期，看不出走势。"


class NoForecast(Term):
    """Why there is no forecast."""

    NO_DATA = "no_data", "没有数据"
    NO_DEADLINE = "no_deadline", "目标没有期限"
    OVER = "over", "期限已到"
    TOO_FEW = "too_few", "口径最近一次变化以来的数据太少"
    TOO_FAR = "too_far", "离期限太远，数据太短"


class ForecastAgainst(Term):
    """Where the target lies against the interval of a forecast, seen from the good side."""

    REACHED = "reached", "整个区间达到目标"
    INSIDE = "inside", "目标在区间之内"
    SHORT = "short", "整个区间达不到目标"


# Work on progress: bindings, courses, refreshed snapshots, reports on tasks.

REASON_LIMIT: Final = 300
TEXT_LIMIT: Final = 1000  # of one part of a report on a task
MOST_MILESTONES: Final = 24
SPARK_POINTS: Final = 24  # months shown in the line of a list
CHANGES_DAYS: Final = 7  # how far back the page of a region tells what changed


class BindingKind(Term):
    """Where the figure of a target comes from."""

    MEASURE = "measure", "系统计算"
    UNIT = "unit", "单位填报"


class BindingState(Term):
    """What a person has said of a binding that the program proposes."""

    PROPOSED = "proposed", "系统建议"
    CONFIRMED = "confirmed", "已确认"
    REFUSED = "refused", "不采用"

    @property
    def tone(self) -> str:
        return {BindingState.PROPOSED: "wait", BindingState.CONFIRMED: "good"}.get(self, "off")


class Follow(Term):
    """Which of two figures a status follows where both stand side by side."""

    AUTO = "auto", "自动：系统计算已确认且数据够用时用它，否则用单位填报"
    COMPUTED = "computed", "系统计算"
    REPORTED = "reported", "单位填报"


class FigureOrigin(Term):
    """Where the figure came from that a snapshot judges; the values are those of the indicators package."""

    COMPUTED = "computed", "系统计算"
    REPORTED = "reported", "单位填报"
    ESTIMATED = "estimated", "估算"


class Lack(Term):
    """Why a target has no figure, besides what the rules say (`NoPath`)."""

    NO_INDICATOR = "no_indicator", "没有对上指标目录"
    NO_SOURCE = "no_source", "没有确认数据来源"


class TaskState(Term):
    """How a task stands, by what its unit last reported."""

    NOT_STARTED = "not_started", "未开始"
    UNDER_WAY = "under_way", "进行中"
    STALLED = "stalled", "受阻"
    DONE = "done", "已完成"

    @property
    def tone(self) -> str:
        tones = {TaskState.UNDER_WAY: "going", TaskState.STALLED: "act", TaskState.DONE: "good"}
        return tones.get(self, "neutral")


# Rounds of dispatch and the returns of units.

ANSWER_LIMIT: Final = 500
DUE_USUALLY: Final = 5  # working days after a round is opened, until the office has said otherwise
ROUNDS_LOOKED_BACK: Final = 6  # over which a unit's punctuality is told


class RoundKind(Term):
    """How often a round of its kind comes."""

    WEEKLY = "weekly", "周调度"
    MONTHLY = "monthly", "月调度"
    QUARTERLY = "quarterly", "季调度"
    AD_HOC = "ad_hoc", "专项调度"


class RoundState(Term):
    """Whether units may still fill in."""

    OPEN = "open", "进行中"
    CLOSED = "closed", "已关闭"

    @property
    def tone(self) -> str:
        return "going" if self is RoundState.OPEN else "off"


class ReturnState(Term):
    """How far the return of a unit is."""

    NOT_STARTED = "not_started", "未填"
    ENTERED = "entered", "填写中"
    COMPLETE = "complete", "已填齐"
    SUBMITTED = "submitted", "待审"
    SENT_BACK = "sent_back", "已退回"
    APPROVED = "approved", "已审定"

    @property
    def tone(self) -> str:
        tones = {ReturnState.ENTERED: "going", ReturnState.COMPLETE: "going", ReturnState.SUBMITTED: "wait"}
        return (tones | {ReturnState.SENT_BACK: "act", ReturnState.APPROVED: "good"}).get(self, "neutral")


class ReturnVerb(Term):
    """What is done with a return."""

    FILL = "fill", "填写"
    ANSWER = "answer", "答复"
    SUBMIT = "submit", "提交"
    WITHDRAW = "withdraw", "撤回"
    SEND_BACK = "send_back", "退回"
    APPROVE = "approve", "审定"


class LineKind(Term):
    """What a line of a return asks about."""

    TARGET = "target", "目标"
    TASK = "task", "任务"


class FieldName(Term):
    """A field of a line; each is saved by itself."""

    FIGURE = "figure", "本期数"
    TO_DATE = "to_date", "本年累计"
    NOTE = "note", "说明"
    STATE = "state", "状态"
    TEXT = "text", "进展"
    RISKS = "risks", "困难和风险"
    NEXT_STEP = "next_step", "下一步"

    @property
    def is_number(self) -> bool:
        return self in (FieldName.FIGURE, FieldName.TO_DATE)


class FigureDoubt(Term):
    """What makes a figure of a return look wrong, besides the doubts of the indicators package."""

    OUTLIER = "outlier", "与历次数相差很大"
    CONTRADICTS = "contradicts", "与系统按台账计算的数不一致"
    SUM_DIFFERS = "sum_differs", "与本年各期相加的数不一致"


class WriteOutcome(Term):
    """What became of what somebody typed in a field."""

    SAVED = "saved", "已保存"
    SAME = "same", "没有变化"
    CONFLICT = "conflict", "别人刚改过"


class Power(Term):
    """What a role may let its holder do here."""

    READ = "progress.read", "查看进展"
    BIND = "progress.bind", "确认口径和进度安排"
    REPORT = "progress.report", "报告任务进展"
    REFRESH = "progress.refresh", "刷新进展"
    DISPATCH = "progress.dispatch", "发起和关闭调度"
    FILL = "progress.fill", "填写本单位报送"
    APPROVE = "progress.approve", "审定单位报送"


class Deed(Term):
    """Verbs of the trail."""

    PROPOSED = "progress.bindings_proposed", "建议数据来源"
    CONFIRMED = "progress.binding_confirmed", "确认数据来源"
    REFUSED = "progress.binding_refused", "不采用数据来源"
    FOLLOWED = "progress.follow_chosen", "选定状态依据"
    COURSE_SET = "progress.course_set", "设定进度安排"
    BASE_SET = "progress.base_set", "填写基数"
    REFRESHED = "progress.refreshed", "刷新进展"
    REPORTED = "progress.task_reported", "报告任务进展"
    ROUND_OPENED = "progress.round_opened", "发起调度"
    ROUND_CLOSED = "progress.round_closed", "关闭调度"
    ROUND_REOPENED = "progress.round_reopened", "重新开放调度"
    FIELD_FILLED = "progress.field_filled", "填写报送"
    FIELD_ASSURED = "progress.field_assured", "核实存疑的数"
    QUESTION_ANSWERED = "progress.question_answered", "答复提问"
    SUBMITTED = "progress.return_submitted", "提交报送"
    WITHDRAWN = "progress.return_withdrawn", "撤回报送"
    SENT_BACK = "progress.return_sent_back", "退回报送"
    APPROVED = "progress.return_approved", "审定报送"
