"""How a target stands and what decided it; what is forecast."""

from __future__ import annotations

from liangxin.kernel.term import Term


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
