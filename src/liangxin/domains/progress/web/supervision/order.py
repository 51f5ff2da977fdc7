"""One order: what is asked, its timeline, and the one deed that is next for whoever looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.access import get_order_event
from liangxin.domains.progress.errors import OrderNotFound
from liangxin.domains.progress.queries.bulletins.trails import writing_about
from liangxin.domains.progress.terms import BulletinKind, Done, OrderVerb
from liangxin.domains.progress.web.supervision.wording import days_words, escalated_words, subject_address
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.posted import answer, typed_day, typed_day_or_none, typed_term

_TYPED = ("text", "reason", "wanted_on", "new_due_on", "instruction", "opinion", "why_back", "why_withdrawn", "why_up")


class _Deeds:
    """What the forms of the page ask for; each refuses by itself what may not be."""

    def __init__(self, request: OfficeRequest, public_id: UUID) -> None:
        self.request, self.actor, self.id = request, request.actor, public_id

    def all(self) -> Mapping[str, Callable[[QueryDict], str]]:
        verb = OrderVerb
        return {
            verb.ISSUE.value: self.issue,
            verb.RECEIVE.value: self.receive,
            verb.REPLY.value: self.reply,
            verb.ACCEPT.value: self.accept,
            verb.SEND_BACK.value: self.send_back,
            verb.WITHDRAW.value: self.withdraw,
            verb.ASK_TIME.value: self.ask_time,
            verb.GRANT_TIME.value: self.grant_time,
            verb.REFUSE_TIME.value: self.refuse_time,
            verb.ESCALATE.value: self.escalate,
            verb.INSTRUCT.value: self.instruct,
        }

    def issue(self, _posted: QueryDict) -> str:
        progress.issue_draft(self.actor, self.id)
        return self._done(gettext("已下达，牵头单位可以签收。"))

    def receive(self, _posted: QueryDict) -> str:
        progress.receive_order(self.actor, self.id)
        return self._done(gettext("已签收，请在期限前反馈。"))

    def reply(self, posted: QueryDict) -> str:
        sent = self.request.FILES.get("file")
        done = typed_term(posted, "done", Done, _("完成情况"))
        name = sent.name or "" if sent else ""
        progress.reply_order(self.actor, self.id, progress.ReplyDraft(done, posted.get("text", ""), sent, name))
        return self._done(gettext("已反馈，等待核实。"))

    def accept(self, posted: QueryDict) -> str:
        progress.accept_reply(self.actor, self.id, posted.get("opinion", ""))
        return self._done(gettext("已核实办结。"))

    def send_back(self, posted: QueryDict) -> str:
        due_on = typed_day_or_none(posted, "new_due_on", _("新的期限"))
        progress.return_order(self.actor, self.id, posted.get("why_back", ""), due_on)
        return self._done(gettext("已退回重办。"))

    def withdraw(self, posted: QueryDict) -> str:
        progress.withdraw_order(self.actor, self.id, posted.get("why_withdrawn", ""))
        return self._done(gettext("已撤销。"))

    def ask_time(self, posted: QueryDict) -> str:
        wanted = typed_day(posted, "wanted_on", _("申请期限"))
        progress.ask_time(self.actor, self.id, wanted, posted.get("reason", ""))
        return self._done(gettext("已申请延期，等待答复；答复前仍按原期限。"))

    def grant_time(self, posted: QueryDict) -> str:
        progress.grant_time(self.actor, self.id, posted.get("answer_time", ""))
        return self._done(gettext("已同意延期。"))

    def refuse_time(self, posted: QueryDict) -> str:
        progress.refuse_time(self.actor, self.id, posted.get("answer_time", ""))
        return self._done(gettext("已答复不同意延期。"))

    def escalate(self, posted: QueryDict) -> str:
        progress.escalate_order(self.actor, self.id, posted.get("why_up", ""))
        return self._done(gettext("已升级。"))

    def instruct(self, posted: QueryDict) -> str:
        progress.instruct_order(self.actor, self.id, posted.get("instruction", ""))
        return self._done(gettext("已批示，单位在本页可以看到。"))

    def _done(self, words: str) -> str:
        messages.success(self.request, words)
        return reverse("progress:order", args=[self.id])


@require_http_methods(["GET", "HEAD", "POST"])
def order_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One order as the person may see it, with what the person may do."""

    def context() -> dict[str, Any]:
        page = progress.order_page(request.actor, public_id, timezone.localdate())
        others = [verb for verb in OrderVerb if verb in page.verbs and verb is not page.primary]
        notice = writing_about(request.actor, BulletinKind.NOTICE, page.region_code, public_id)
        return {
            "page": page,
            "line": page.line,
            "notice_url": notice if page.line.number else "",
            "days": days_words(page.line),
            "escalated": escalated_words(page.line.escalated),
            "may": {verb.value: True for verb in page.verbs},
            "primary": page.primary.value if page.primary else "",
            "others": [verb.value for verb in others if verb not in _NO_FORM],
            "subjects": [(card, subject_address(card)) for card in page.subjects],
            "events": [(event, escalated_words(event.level)) for event in page.events],
            "dones": [(one.value, gettext(one.label)) for one in Done],
            "answers_time": OrderVerb.GRANT_TIME in page.verbs,
        }

    typed = dict.fromkeys((*_TYPED, "answer_time", "done"), "")
    return answer(
        request, "progress/supervision/order.html", _Deeds(request, public_id).all(), typed=typed, context=context
    )


_NO_FORM = (OrderVerb.DRAFT, OrderVerb.GRANT_TIME, OrderVerb.REFUSE_TIME)


@require_safe
def event_file(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The file that a unit sent with its answer."""
    event = get_order_event(request.actor, public_id)
    if event.file is None:
        raise OrderNotFound
    return file_response(event.file, event.file_name, inline=True)
