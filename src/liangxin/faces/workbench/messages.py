"""A person's messages: the list behind the bell, opening one, and how they come by mail."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.faces.workbench.preferences import next_address
from liangxin.foundation.accounts.api import Account, OfficeRequest
from liangxin.foundation.messages import api as messages
from liangxin.foundation.messages.api import MailTiming
from liangxin.foundation.ui.middleware import writes_when_read
from liangxin.foundation.ui.posted import answer, typed_term

PAGE = 30


@require_safe
def my_messages(request: OfficeRequest) -> HttpResponse:
    """The person's messages, newest first; those that wait, all, or those of one kind."""
    is_unread, kind = request.GET.get("show") != "all", request.GET.get("kind", "")[:64]
    rows = messages.messages_of(request.actor, unread=is_unread, kind=kind)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    kinds = messages.kinds_of(request.actor)
    context = {
        "cards": messages.message_cards(page.object_list),
        "page": page,
        "is_unread": is_unread,
        "kind": kind,
        "unread": sum(kinds.values()),
        "kinds": [(name, messages.kind_label(name), unread, _here(is_unread, name)) for name, unread in kinds.items()],
        "here": _here(is_unread, kind),
        "every_kind": _here(is_unread, ""),
        "of_kind": {"unread": _here(True, kind), "all": _here(False, kind)},
        "earlier": _here(is_unread, kind, page.next_page_number()) if page.has_next() else "",
        "later": _here(is_unread, kind, page.previous_page_number()) if page.has_previous() else "",
    }
    return render(request, "workbench/messages.html", context)


def _here(is_unread: bool, kind: str, number: int = 1) -> str:
    asked: dict[str, str | int] = {} if is_unread else {"show": "all"}
    asked |= {"kind": kind} if kind else {}
    asked |= {"page": number} if number > 1 else {}
    return f"{reverse('messages')}?{urlencode(asked)}" if asked else reverse("messages")


@require_safe
@writes_when_read("打开消息即为已读")
def open_message(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Go where the message leads, by which it is read; mail leads here too."""
    return HttpResponseRedirect(messages.open_message(request.actor, public_id) or reverse("messages"))


@require_POST
def read_message(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Read without going there."""
    messages.open_message(request.actor, public_id)
    return HttpResponseRedirect(next_address(request, reverse("messages")))


@require_POST
def read_messages(request: OfficeRequest) -> HttpResponse:
    """All are read, or those of one kind."""
    count = messages.read_all(request.actor, kind=request.POST.get("kind", "")[:64])
    said = ngettext("%(count)s条消息已标为已读。", "%(count)s条消息已标为已读。", count) % {"count": count}
    notices.success(request, said)
    return HttpResponseRedirect(next_address(request, reverse("messages")))


@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: OfficeRequest) -> HttpResponse:
    """Which messages come by mail, where, and when."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 - LoginRequiredMiddleware lets nobody else come this far
    card = messages.choice_of(account)
    sent = frozenset(request.POST.getlist("kinds")) if request.method == "POST" else card.kinds

    def keep(posted: QueryDict) -> str:
        timing = typed_term(posted, "timing", MailTiming, _("什么时候发"))
        messages.choose(account, email=posted.get("email", ""), timing=timing, kinds=posted.getlist("kinds"))
        notices.success(request, gettext("消息提醒已保存。"))
        return reverse("message-choice")

    def context() -> dict[str, Any]:
        return {
            "is_possible": card.is_possible,
            "timings": [(timing.value, gettext(timing.label)) for timing in MailTiming],
            "kinds": [(kind.name, kind.label, kind.name in sent) for kind in messages.personal_kinds()],
        }

    typed = {"email": card.email, "timing": card.timing.value}
    return answer(request, "workbench/message_choice.html", {"keep": keep}, typed=typed, context=context)
