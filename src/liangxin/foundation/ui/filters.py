"""The filters of lists: what stands in the address, what is asked of the rows, and what is said of a slip.

A value that cannot be read narrows nothing and is refused beside its control; it is never silently dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from liangxin.foundation.ui.navigation import Words
from liangxin.foundation.ui.sources import Condition
from liangxin.kernel.term import Term

LONGEST_TEXT = 200

Choices = Iterable[tuple[str, Words]]


@dataclass(frozen=True)
class Control:
    """A filter as the page shows it."""

    kind: str
    name: str
    label: str
    value: str
    conditions: tuple[Condition, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    refused: str = ""
    until: str = ""

    @property
    def is_used(self) -> bool:
        return bool(self.value or self.until)


@dataclass(frozen=True)
class TextFilter:
    """Rows in which one of the fields contains the text."""

    name: str
    label: Words
    fields: tuple[str, ...]

    kind: ClassVar[str] = "text"

    def read(self, request: HttpRequest) -> Control:
        text = request.GET.get(self.name, "").strip().replace("\x00", "")[:LONGEST_TEXT]
        conditions = (Condition(self.fields, "icontains", text),) if text else ()
        return Control(self.kind, self.name, str(self.label), text, conditions)


@dataclass(frozen=True)
class ChoiceFilter:
    """Rows whose field is the chosen value; choices are a Term, pairs, or a function of the request."""

    name: str
    label: Words
    field: str
    choices: type[Term] | Choices | Callable[[HttpRequest], Choices]

    kind: ClassVar[str] = "choice"
    lookup: ClassVar[str] = "exact"

    def read(self, request: HttpRequest) -> Control:
        choices = self._pairs(request)
        chosen = request.GET.get(self.name, "")
        label = str(self.label)
        if chosen and chosen not in dict(choices):
            refused = gettext("没有“%(value)s”这个选项，请重新选择。") % {"value": chosen[:LONGEST_TEXT]}
            return Control(self.kind, self.name, label, "", (), choices, refused)
        conditions = (Condition((self.field,), self.lookup, chosen),) if chosen else ()
        return Control(self.kind, self.name, label, chosen, conditions, choices)

    def _pairs(self, request: HttpRequest) -> tuple[tuple[str, str], ...]:
        if isinstance(self.choices, type):
            terms = cast("type[Term]", self.choices)
            return tuple((value, gettext(label)) for value, label in terms.choices())
        made = self.choices(request) if callable(self.choices) else self.choices
        return tuple((value, str(label)) for value, label in made)


@dataclass(frozen=True)
class RegionFilter(ChoiceFilter):
    """Rows of a region and all below it; the values of the choices are region paths ("370000/370200/")."""

    lookup: ClassVar[str] = "startswith"


@dataclass(frozen=True)
class DateRangeFilter:
    """Rows from one day to another, both included; `of_moments` where the field is a moment, not a day."""

    name: str
    label: Words
    field: str
    of_moments: bool = False

    kind: ClassVar[str] = "days"

    def read(self, request: HttpRequest) -> Control:
        start, end = (request.GET.get(f"{self.name}_{side}", "").strip() for side in ("from", "to"))
        try:
            conditions = tuple(self._conditions(start, end))
            refused = ""
        except (ValueError, OverflowError):
            conditions, refused = (), gettext("日期请写成 2025-06-30 的形式。")
        return Control(self.kind, self.name, str(self.label), start, conditions, refused=refused, until=end)

    def _conditions(self, start: str, end: str) -> Iterable[Condition]:
        if start:
            yield Condition((self.field,), "gte", self._bound(date.fromisoformat(start)))
        if end:
            yield Condition((self.field,), "lt", self._bound(date.fromisoformat(end) + timedelta(days=1)))

    def _bound(self, value: date) -> date:
        return timezone.make_aware(datetime.combine(value, time.min)) if self.of_moments else value


Filter = TextFilter | ChoiceFilter | DateRangeFilter


def address_with(request: HttpRequest, **changes: str | int | None) -> str:
    """The address of this page with some values of its query replaced, or left out where None."""
    changed = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"{request.path}?{changed.urlencode()}" if changed else request.path
