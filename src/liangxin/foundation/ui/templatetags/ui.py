"""Words for figures, days, states and absent values, icons, and form fields with their label, hint and refusal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from liangxin.foundation.jobs.api import RunState
from liangxin.foundation.ui import formats
from liangxin.foundation.ui.cells import figure_html, icon_html, missing_html, state_html
from liangxin.foundation.ui.filters import address_with
from liangxin.foundation.ui.refusals import RefusalWords
from liangxin.foundation.ui.shell import subject_panels as panels_of_subject
from liangxin.foundation.ui.sources import value_at
from liangxin.kernel.money import Money
from liangxin.kernel.period import Period
from liangxin.kernel.term import Term

RUN_TONES = {
    RunState.QUEUED: "wait",
    RunState.RUNNING: "going",
    RunState.WAITING: "wait",
    RunState.DONE: "good",
    RunState.REFUSED: "act",
    RunState.FAILED: "act",
}

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: a picture of the sprite."""
    return icon_html(name)


@register.simple_tag
def state(term: Term | str, tone: str = "") -> SafeString:
    """`{% state card.state %}`: a state as word, shape and colour."""
    return state_html(term, tone)


@register.filter
def figure(value: Money | Decimal | int | None, unit: str = "") -> SafeString:
    """`{{ card.cars|figure:"辆" }}` is 2.5 万辆, the exact figure on hover; nothing known is a dash."""
    return missing_html() if value is None else figure_html(value, unit)


@register.filter
def day(value: date | None) -> str:
    """`{{ card.signed|day }}` is 2025年6月30日."""
    return missing_html() if value is None else formats.day(value)


@register.filter
def period(value: Period | None) -> str:
    """`{{ round.period|period }}` is 2026年10月."""
    return missing_html() if value is None else formats.period(value)


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ card.read_at|moment }}` is 2025年6月30日 14:05."""
    return missing_html() if value is None else formats.moment(value)


@register.filter
def duration(seconds: float) -> str:
    """`{{ run.seconds|duration }}` is 1分20秒."""
    return formats.duration(seconds)


@register.simple_tag
def run_state(run_state: RunState) -> SafeString:
    """The state of a job's run; what was refused or failed asks somebody to act."""
    return state_html(run_state, RUN_TONES[run_state])


@register.filter
def or_missing(value: Any, reason: str = "") -> Any:
    """`{{ card.number|or_missing:"原文未载明" }}`: the value, or a dash with the reason."""
    return missing_html(reason) if value is None or value == "" else value


@register.filter
def by_pinyin(cards: Iterable[Any], path: str) -> list[Any]:
    """`{% for unit in units|by_pinyin:"name" %}`: in the order in which people look names up."""
    return sorted(cards, key=lambda card: formats.pinyin_key(str(value_at(card, path))))


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: str | int | None) -> str:
    """`{% address page=2 %}`: this page's address with parts of its query replaced."""
    return address_with(context["request"], **changes)


@register.inclusion_tag("ui/subject_panels.html", takes_context=True)
def subject_panels(context: Context, subject: str, public_id: object) -> dict[str, Any]:
    """`{% subject_panels "plans.target" card.public_id %}`: what packages above have to say of this thing."""
    return {"panels": panels_of_subject(context["request"], subject, public_id)}


@register.inclusion_tag("ui/subject_links.html", takes_context=True)
def subject_links(context: Context, subject: str, public_id: object) -> dict[str, Any]:
    """The same in one line, states and links only: for the head of a page that is about something else."""
    return {"panels": panels_of_subject(context["request"], subject, public_id)}


@register.inclusion_tag("ui/fields/input.html", takes_context=True)
def field(
    context: Context,
    name: str,
    label: str,
    *,
    type: str = "text",
    value: Any = "",
    refusal: RefusalWords | None = None,
    hint: str = "",
    required: bool = True,
    autocomplete: str = "off",
    autofocus: bool = False,
    inputmode: str = "",
    maxlength: int = 0,
) -> dict[str, Any]:
    """A one-line control with its label; the page's `refusal` shows here when it is about this field."""
    return {
        **_field(context, name, label, refusal, hint, required=required),
        "type": type,
        "value": "" if value is None else value,
        "autocomplete": autocomplete,
        "autofocus": autofocus,
        "inputmode": inputmode,
        "maxlength": maxlength,
    }


@register.inclusion_tag("ui/fields/choice.html", takes_context=True)
def choice_field(
    context: Context,
    name: str,
    label: str,
    choices: Iterable[tuple[str, str]],
    *,
    value: str = "",
    refusal: RefusalWords | None = None,
    hint: str = "",
    required: bool = True,
    empty: str = "",
) -> dict[str, Any]:
    """A choice of one; with `empty` a first line for none."""
    return {
        **_field(context, name, label, refusal, hint, required=required),
        "choices": choices,
        "value": value,
        "empty": empty,
    }


@register.inclusion_tag("ui/fields/text.html", takes_context=True)
def text_field(
    context: Context,
    name: str,
    label: str,
    *,
    value: str = "",
    refusal: RefusalWords | None = None,
    hint: str = "",
    required: bool = True,
    rows: int = 6,
) -> dict[str, Any]:
    """A text of many lines."""
    return {**_field(context, name, label, refusal, hint, required=required), "value": value, "rows": rows}


@register.inclusion_tag("ui/fields/file.html", takes_context=True)
def file_field(
    context: Context,
    name: str,
    label: str,
    *,
    refusal: RefusalWords | None = None,
    hint: str = "",
    required: bool = True,
    accept: str = "",
    multiple: bool = False,
) -> dict[str, Any]:
    """A place to drop a file on, or to choose one by hand."""
    return {**_field(context, name, label, refusal, hint, required=required), "accept": accept, "multiple": multiple}


def _field(
    context: Context, name: str, label: str, refusal: RefusalWords | None, hint: str, *, required: bool
) -> dict[str, Any]:
    """A refusal may be given; otherwise it is the page's own, `refusal` in its context."""
    refusal = refusal or context.get("refusal")
    about_this = refusal if refusal and refusal.field == name else None
    return {"name": name, "label": label, "hint": hint, "refusal": about_this, "required": required}
