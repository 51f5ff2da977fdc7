"""Words of a drive (发放活动): how far it is, how it stands at a moment, why somebody cannot have a voucher from it."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

NAME_LIMIT: Final = 60
REASON_LIMIT: Final = 200
MOST_VOUCHERS: Final = 1_000_000  # ours: beyond that a figure was mistyped
MOST_A_MINUTE: Final = 100_000
MOST_DAYS: Final = 366


class DriveState(Term):
    """How far a drive is with those who decide on it."""

    PROPOSED = "proposed", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "已退回"
    ENDED = "ended", "提前结束"


class DriveStanding(Term):
    """How a drive stands at a moment."""

    PROPOSED = "proposed", "待批准"
    REFUSED = "refused", "已退回"
    AHEAD = "ahead", "未开始"
    OPEN = "open", "发放中"
    NONE_LEFT = "none_left", "已发完"
    OVER = "over", "已结束"

    @property
    def tone(self) -> str:
        """How a screen colours it."""
        return {"proposed": "act", "open": "good", "ahead": "wait", "none_left": "going"}.get(self, "off")


class WhyNot(Term):
    """What keeps a person from joining a drive, as it is said to them."""

    HOLDS_ONE = "holds_one", "您已有一张这类券还没有用"
    WAITING = "waiting", "您已经在排队"
    HAD_ONE = "had_one", "这次活动您已经领过一张"
    LEFT = "left", "这次活动您排过队，已经退出"
    AHEAD = "ahead", "还没有开始"
    OVER = "over", "活动已结束"
    NOT_BY_RULES = "not_by_rules", "按政策规定不能再领"
    NO_SCHEME = "no_scheme", "今天没有正在施行的这项补贴政策"
