"""One value as a cell: text, figure, money, day, state; a missing value as a dash that says why."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from liangxin.foundation.ui.formats import day, grouped, moment, spoken
from liangxin.foundation.ui.sources import value_at
from liangxin.kernel.money import Money
from liangxin.kernel.term import Term

CENT = Decimal("0.01")
TONES = frozenset({"neutral", "going", "good", "wait", "act", "off"})


class Show(Enum):
    """How a column writes its values; figures and money stand right-aligned, with their unit in the head.

    An amount brings its own unit along, where the rows of a column have different ones; a long text has a wide
    column, a short one stays on one line.
    """

    TEXT = "text"
    LONG = "long"
    SHORT = "short"
    AMOUNT = "amount"
    NUMBER = "number"
    MONEY = "money"
    MONEY_WAN = "money_wan"
    DAY = "day"
    MOMENT = "moment"
    STATE = "state"

    @property
    def is_figure(self) -> bool:
        return self in (Show.AMOUNT, Show.NUMBER, Show.MONEY, Show.MONEY_WAN)

    @property
    def css(self) -> str:
        """The class of a cell: figures stand right, what is short by nature stays on one line."""
        if self.is_figure:
            return "number"
        return {Show.TEXT: "", Show.LONG: "wide"}.get(self, "short")

    @property
    def unit(self) -> str:
        """The unit that the way of writing brings along; empty where the column names its own."""
        return {Show.MONEY: gettext("元"), Show.MONEY_WAN: gettext("万元")}.get(self, "")


def cell_value(card: Any, value: str | Callable[[Any], Any]) -> Any:
    """What a column takes from a card."""
    return value_at(card, value) if isinstance(value, str) else value(card)


def cell_html(value: Any, show: Show, missing: str = "", url: str = "", *, beside: bool = False) -> SafeString:
    """The inside of a cell; with an address a link, which may open beside the list."""
    if value is None or value == "":
        return missing_html(missing)
    shown = _WRITERS[show](value)
    if not url:
        return shown
    return format_html('<a href="{0}" hx-get="{0}">{1}</a>' if beside else '<a href="{0}">{1}</a>', url, shown)


def missing_html(reason: str = "") -> SafeString:
    """A dash with the reason why nothing stands here; never a zero."""
    reason = reason or gettext("未填报")
    return format_html('<span class="missing" title="{0}"><span aria-hidden="true">—</span>'
                       '<span class="visually-hidden">{0}</span></span>', reason)  # fmt: skip


def figure_html(value: Money | Decimal | int, unit: str = "") -> SafeString:
    """A figure as people say it, the exact one on hover."""
    words = spoken(value, unit)
    return format_html('<span class="figure" title="{}">{}</span>', words.exact, words.short)


def state_html(state: Term | str, tone: str = "") -> SafeString:
    """A state as word, shape and colour; the tone is given, or the term's own `tone`."""
    tone = tone or getattr(state, "tone", "neutral")
    if tone not in TONES:
        raise ValueError(f"tone {tone!r} of {state!r}: one of {', '.join(sorted(TONES))}")
    label = gettext(state.label) if isinstance(state, Term) else state
    return format_html('<span class="state state-{}">{}{}</span>', tone, icon_html(tone), label)


def icon_html(name: str) -> SafeString:
    """A picture of the sprite; it adds nothing to the words beside it and is not read aloud."""
    return _icon(static("ui/icons.svg"), name)


@lru_cache(maxsize=512)
def _icon(sprite: str, name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)


def _text(value: Any) -> SafeString:
    return format_html("{}", gettext(value.label) if isinstance(value, Term) else value)


def _number(value: Decimal | int) -> SafeString:
    return format_html("{}", grouped(value))


def _money(value: Money | int) -> SafeString:
    return _number(_as_money(value).in_yuan().quantize(CENT))


def _money_wan(value: Money | int) -> SafeString:
    money = _as_money(value)
    return format_html(
        '<span title="{}">{}</span>', money.exact(), grouped(money.in_wan().quantize(CENT, ROUND_HALF_UP))
    )


def _as_money(value: Money | int) -> Money:
    """A sum that the database has made comes as bare fen."""
    return value if isinstance(value, Money) else Money(int(value))


_WRITERS: dict[Show, Callable[[Any], SafeString]] = {
    Show.TEXT: _text,
    Show.LONG: _text,
    Show.SHORT: _text,
    Show.AMOUNT: _text,
    Show.NUMBER: _number,
    Show.MONEY: _money,
    Show.MONEY_WAN: _money_wan,
    Show.DAY: lambda value: _text(day(value)),
    Show.MOMENT: lambda value: _text(moment(value)),
    Show.STATE: state_html,
}
