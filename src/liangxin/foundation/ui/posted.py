"""What a form sends: the deed it asks for, done and answered; days and terms read or refused beside their field.

A page may hold several forms, each with a hidden `deed`. A refusal brings the page back with what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from liangxin.foundation.ui.navigation import Words
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.term import Term

T = TypeVar("T", bound=Term)
Deed = Callable[[QueryDict], str]


class DayUnreadable(Refusal):
    code, kind = "ui.day_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(label)s”未填写或不是一个日期。", "请写成 2025-06-30 的形式。"


class ChoiceUnknown(Refusal):
    code, kind = "ui.choice_unknown", RefusalKind.INVALID
    sentence, remedy = "“%(label)s”没有选择，或不在选项之中。", "请重新选择。"


def answer(
    request: HttpRequest,
    template: str,
    deeds: Mapping[str, Deed],
    *,
    typed: Mapping[str, Any],
    context: Callable[[], Mapping[str, Any]],
) -> HttpResponse:
    """Show the page, or do the posted deed and go to the address it returns.

    `typed` has the first value of every control. The page gets `typed`, `deed` and `refusal` besides its `context`,
    which is asked for when the page is shown. What one may not see or do at all is no slip of the form: it passes on.
    """
    shown: dict[str, Any] = {"typed": dict(typed), "deed": "", "refusal": None}
    status = 200
    if request.method == "POST":
        name = request.POST.get("deed", "")
        try:
            return HttpResponseRedirect(_deed(deeds, name)(request.POST))
        except Refusal as refusal:
            if refusal.field is None and refusal.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN):
                raise
            shown = {"typed": dict(typed) | request.POST.dict(), "deed": name, "refusal": refusal_words(refusal)}
            status = STATUS[refusal.kind]
    return render(request, template, {**context(), **shown}, status=status)


def _deed(deeds: Mapping[str, Deed], name: str) -> Deed:
    if name not in deeds:
        raise ChoiceUnknown(label=name[:30])
    return deeds[name]


def typed_day(posted: QueryDict, name: str, label: Words) -> date:
    """A day that must be there. Raises DayUnreadable."""
    day = typed_day_or_none(posted, name, label)
    if day is None:
        raise DayUnreadable(field=name, label=label)
    return day


def typed_day_or_none(posted: QueryDict, name: str, label: Words) -> date | None:
    """A day, or None where the control was left empty. Raises DayUnreadable."""
    text = posted.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DayUnreadable(field=name, label=label) from error


def typed_term(posted: QueryDict, name: str, kind: type[T], label: Words) -> T:
    """A choice among the values of a term. Raises ChoiceUnknown."""
    try:
        return kind.of(posted.get(name, ""))
    except ValueError as error:
        raise ChoiceUnknown(field=name, label=label) from error
