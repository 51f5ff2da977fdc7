"""Bulletins: their kinds, states and verbs, and the pieces of which a template is made."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

PARAGRAPH_LIMIT: Final = 2000  # letters of a paragraph edited by hand
TITLE_LIMIT: Final = 120
MOST_SECTIONS: Final = 20
MOST_BLOCKS: Final = 12  # of a section
NAMES_SHOWN: Final = 3  # in a sentence, before "等N项"
LEAST_KNOWN: Final = 2  # targets with a conclusion that a unit needs to be ranked by its share on track


class BulletinKind(Term):
    """What a bulletin is about."""

    MONTHLY = "monthly", "月报"
    RANKING = "ranking", "单位排名通报"
    LAGGING = "lagging", "滞后目标清单"
    NOTICE = "notice", "督办通知"
    MINUTES = "minutes", "会议纪要"


class BulletinState(Term):
    """How far a bulletin is."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待签发"
    ISSUED = "issued", "已签发"
    WITHDRAWN = "withdrawn", "已撤销"

    @property
    def tone(self) -> str:
        tones = {BulletinState.DRAFT: "going", BulletinState.SUBMITTED: "wait", BulletinState.ISSUED: "good"}
        return tones.get(self, "off")


class BulletinVerb(Term):
    """What is done with a bulletin."""

    EDIT = "edit", "修改"
    SUBMIT = "submit", "送签"
    SEND_BACK = "send_back", "退回修改"
    ISSUE = "issue", "签发"
    WITHDRAW = "withdraw", "撤销"


class Piece(Term):
    """A block of a template: text of the office's own, or what the program writes, lists or draws from the facts."""

    TEXT = "text", "固定文字"
    OVERVIEW = "overview", "总体情况"
    CHANGES = "changes", "变化情况"
    FIGURES = "figures", "主要数据"
    BEHIND = "behind", "滞后目标"
    TASKS = "tasks", "任务进展"
    RETURNS = "returns", "报送情况"
    FORECASTS = "forecasts", "预测达不到的目标"
    RANKING = "ranking", "排名情况"
    APART = "apart", "未参加排名的单位"
    MISSING = "missing", "缺数据的目标"
    ORDER = "order", "督办事由和要求"
    TIMELINE = "timeline", "办理经过"
    DECISIONS = "decisions", "会议议定事项"
    TABLE_UNITS = "table_units", "表：各单位目标状态"
    TABLE_FIGURES = "table_figures", "表：主要目标完成情况"
    TABLE_BEHIND = "table_behind", "表：滞后目标清单"
    TABLE_RANKING = "table_ranking", "表：单位排名"
    TABLE_FOLLOW_UPS = "table_follow_ups", "表：会议交办事项"
    CHART_UNITS = "chart_units", "图：各单位目标状态"
    CHART_INDEX = "chart_index", "图：滞后目标为应有进度的比例"


class TemplateFault(Term):
    """What is wrong at a place of a template."""

    UNKNOWN_PLACEHOLDER = "unknown_placeholder", "没有“%(what)s”这个占位词"
    BRACE_OPEN = "brace_open", "花括号没有配对"
    UNKNOWN_PIECE = "unknown_piece", "没有“%(what)s”这种内容"
    PIECE_UNFIT = "piece_unfit", "“%(what)s”不能用在这类文稿里"
    NO_HEADING = "no_heading", "没有小标题"
    NO_TEXT = "no_text", "没有文字"
    NO_SECTIONS = "no_sections", "一节也没有"
    TOO_MUCH = "too_much", "太长，最多%(what)s"
