"""Seeing plain text, the extract for a party itself, the list of who looked. Shown once, never kept by a browser."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.parties.actions.unmasking import PlainFields, unmask, unmask_all
from liangxin.domains.parties.exchange import extract_as_word
from liangxin.domains.parties.queries.cards import party_seen
from liangxin.domains.parties.queries.page import LookCard, PartyPage, look_cards, party_page, unmaskings
from liangxin.domains.parties.terms import PartyField, Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file
from liangxin.foundation.ui.lists import Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.refusals import STATUS, form_refused, refusal_words
from liangxin.kernel.refusal import Refusal, RefusalKind

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unmask_fields(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Ask for plain text with a reason; the answer to the post shows it, this once."""
    actor = request.actor
    party_seen(actor, public_id, Power.UNMASK)
    page = party_page(actor, public_id, on=timezone.localdate())
    chosen = [field for field in PartyField if field.value in request.POST.getlist("fields")]
    reason = request.POST.get("reason", "")
    typed: dict[str, object] = {"reason": reason, "fields": [field.value for field in chosen]}
    if request.method != "POST":
        wanted = request.GET.get("field", "")
        return render(request, "parties/unmask.html", _shown(page, {"reason": "", "fields": [wanted]}))
    try:
        plain = unmask(actor, public_id, chosen, reason=reason)
    except Refusal as refusal:
        if refusal.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN):
            raise
        return form_refused(request, "parties/unmask.html", refusal, _shown(page, typed))
    return render(request, "parties/unmask.html", _shown(page, typed, plain))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def extract(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What is kept of a party, why, until when and who looked: masked to read and print, in full as a Word file."""
    actor = request.actor
    page = party_page(actor, public_id, on=timezone.localdate())
    context = {"page": page, "card": page.card, "typed": {"reason": ""}, "refusal": None, "today": timezone.localdate()}
    if request.method != "POST":
        return render(request, "parties/extract.html", context)
    try:
        plain = unmask_all(actor, public_id, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.kind in (RefusalKind.MISSING, RefusalKind.FORBIDDEN):
            raise
        context |= {"typed": request.POST.dict(), "refusal": refusal_words(refusal)}
        return render(request, "parties/extract.html", context, status=STATUS[refusal.kind])
    content = extract_as_word(party_page(actor, public_id, on=timezone.localdate()), plain, timezone.localdate())
    return as_file(HttpResponse(content, content_type=WORD), f"{gettext('本人信息清单')}.docx")


def _shown(page: PartyPage, typed: dict[str, object], plain: PlainFields | None = None) -> dict[str, object]:
    values = plain.values if plain else {}
    return {
        "page": page,
        "card": page.card,
        "typed": typed,
        "refusal": None,
        "plain": [(line.field, values[line.field]) for line in page.lines if line.field in values],
        "lines": [line for line in page.lines if line.shown],
    }


def _fields(card: LookCard) -> str:
    return "、".join(gettext(field.label) for field in card.fields)


UNMASKINGS = ListScreen(
    name="unmaskings",
    title=_("原文查看记录"),
    order="-id",
    columns=[
        Column("happened", _("时间"), show=Show.MOMENT, sort="happened"),
        Column("actor_name", _("查看人"), sort="actor_name"),
        Column("party", _("主体"), "party__name", link=lambda card: card.party.page, missing=_("已清空")),
        Column("fields", _("内容"), _fields),
        Column("reason", _("事由"), show=Show.LONG),
        Column("region", _("所属区划"), "party__region_name"),
    ],
    filters=[
        TextFilter("who", _("查看人"), ("actor_name",)),
        DateRangeFilter("when", _("时间"), "happened", of_moments=True),
    ],
    empty=Empty(_("还没有人查看过原文"), _("每次查看个人信息原文都记在这里：谁、何时、看了什么、为何。")),
    cards=look_cards,
)


@require_safe
def unmasking_list(request: OfficeRequest) -> HttpResponseBase:
    """Who looked at plain text: of own regions for those who oversee it, one's own for those who may look."""
    _require_looker(request)
    return UNMASKINGS.respond(request, unmaskings(request.actor))


def _require_looker(request: HttpRequest) -> None:
    actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    if not actor.may(Power.UNMASK):
        actor.require(Power.OVERSEE)
