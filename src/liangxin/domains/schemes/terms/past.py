"""Words of past claims and of what-ifs on them."""

from __future__ import annotations

from liangxin.kernel.term import Term


class Against(Term):
    """What a draft is compared with."""

    PAID = "paid", "当时实际付的"
    BEFORE = "before", "前一版规则"


class WhatIfState(Term):
    """How far a what-if has come."""

    WAITING = "waiting", "正在试算"
    DONE = "done", "已完成"
    REFUSED = "refused", "不能试算"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"waiting": "going", "done": "good", "refused": "act"}[self]


class ClaimChange(Term):
    """What a draft does to one claim of the past: the engine's values, known without loading it."""

    MORE = "more", "补得多"
    LESS = "less", "补得少"
    SAME = "same", "不变"
    NEWLY_MET = "newly_met", "新获补贴"
    NO_LONGER_MET = "no_longer_met", "不再补贴"
    UNKNOWN = "unknown", "待补充"
