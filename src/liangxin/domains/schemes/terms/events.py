"""Words of promotion events: kinds, states, what may be recorded of them."""

from __future__ import annotations

from liangxin.kernel.term import Term

EVENT_NAME_LIMIT = 100
PLACE_LIMIT = 100


class EventKind(Term):
    """What sort of event."""

    FAIR = "fair", "展销"
    COUNTRYSIDE = "countryside", "下乡"
    APPLIANCE_FESTIVAL = "appliance_festival", "家电消费节"
    CAR_SHOW = "car_show", "车展"
    COMMUNITY = "community", "进社区"
    SHOPPING_FESTIVAL = "shopping_festival", "购物节"
    ONLINE = "online", "线上专场"
    OTHER = "other", "其他"


class EventState(Term):
    """Where an event stands on a day."""

    PLANNED = "planned", "未开始"
    RUNNING = "running", "进行中"
    OVER = "over", "已结束待登记结果"
    RECORDED = "recorded", "已登记结果"
    CANCELLED = "cancelled", "已取消"

    @property
    def tone(self) -> str:
        """An event without results waits for them."""
        return {"planned": "neutral", "running": "going", "over": "wait", "recorded": "good"}.get(self.value, "off")
