"""A refusal on a screen: its sentence and remedy in the person's language, its status, its place."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.term import Term

STATUS = {
    RefusalKind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusalKind.MISSING: HTTPStatus.NOT_FOUND,
    RefusalKind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    RefusalKind.CONFLICT: HTTPStatus.CONFLICT,
    RefusalKind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RefusalKind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}


class RefusalWords(NamedTuple):
    """What the person reads: what is wrong and what to do about it."""

    title: str
    sentence: str
    remedy: str
    code: str
    field: str | None


def refusal_words(refusal: Refusal) -> RefusalWords:
    """The refusal in the language of the screen; its details, where they are terms, too."""
    details = {
        name: gettext(value.label) if isinstance(value, Term) else value for name, value in refusal.details.items()
    }
    return RefusalWords(
        title=gettext(refusal.kind.label),
        sentence=gettext(refusal.sentence) % details if refusal.sentence else "",
        remedy=gettext(refusal.remedy) % details if refusal.remedy else "",
        code=refusal.code,
        field=refusal.field,
    )


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page that says no; for htmx the same words in the notice on top of the page, which stays as it is."""
    context = {"refusal": refusal_words(refusal)}
    status = STATUS[refusal.kind]
    if request.headers.get("HX-Request") != "true":
        return render(request, "ui/refused.html", context, status=status)
    response = render(request, "ui/refused_notice.html", context, status=status)
    response.headers["HX-Retarget"] = "#notices"
    response.headers["HX-Reswap"] = "innerHTML show:window:top"
    return response


def form_refused(request: HttpRequest, template: str, refusal: Refusal, context: Mapping[str, object]) -> HttpResponse:
    """The form again with what the person typed; the field tags put the refusal beside its field."""
    return render(request, template, {**context, "refusal": refusal_words(refusal)}, status=STATUS[refusal.kind])
