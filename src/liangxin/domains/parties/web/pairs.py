"""Pairs that may be one: the list, and two side by side with what a person says of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.parties.actions.merging import merge_pair
from liangxin.domains.parties.actions.pairs import say_different
from liangxin.domains.parties.queries.pairs import PairCard, pair_cards, pair_page, pairs_listed
from liangxin.domains.parties.terms import UNDO_DAYS, PairState, PartyField, Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show
from liangxin.foundation.ui.posted import answer


def _address(card: PairCard) -> str:
    return reverse("parties:pair", args=[card.public_id])


def _reasons(card: PairCard) -> str:
    return "；".join(gettext(reason.label) for reason in card.reasons)


PAIRS = ListScreen(
    name="pairs",
    title=_("疑似重复主体"),
    order="-score",
    columns=[
        Column("left", _("先登记的"), "left__name", link=_address, missing=_("已清空")),
        Column("left_identity", _("证件号码"), "left__identity", show=Show.SHORT),
        Column("right", _("后登记的"), "right__name", missing=_("已清空")),
        Column("right_identity", _("证件号码"), "right__identity", show=Show.SHORT),
        Column("reasons", _("理由"), _reasons, show=Show.LONG),
        Column("score", _("把握"), show=Show.NUMBER, unit=_("分"), sort="score"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("found_on", _("发现日期"), show=Show.DAY, sort="found_on"),
        Column("decided_by", _("判断人"), missing=_("还没有判断")),
    ],
    filters=[
        ChoiceFilter("state_is", _("状态"), "state", PairState),
        ChoiceFilter("kind_is", _("类别"), "left__kind", [("person", _("个人")), ("enterprise", _("企业"))]),
        DateRangeFilter("found", _("发现日期"), "found_on"),
    ],
    empty=Empty(_("没有疑似重复的主体"), _("系统每夜查找看起来是同一主体的登记，由人判断后合并。")),
    cards=pair_cards,
)


@require_safe
def pair_list(request: OfficeRequest) -> HttpResponseBase:
    """Pairs of which both are seen, the likeliest first."""
    request.actor.require(Power.READ)
    may_merge = request.actor.may(Power.MERGE)
    return PAIRS.respond(request, pairs_listed(request.actor), "parties/pairs.html", may_merge=may_merge)


@require_POST
def look_for_pairs(request: OfficeRequest) -> HttpResponse:
    """Look through all parties now, and not only at night."""
    request.actor.require(Power.MERGE)
    enqueue("parties.find_pairs", request.actor)
    messages.success(request, gettext("正在查找，完成后请刷新列表。"))
    return HttpResponse(status=302, headers={"Location": reverse("parties:pairs")})


@require_http_methods(["GET", "HEAD", "POST"])
def one_pair(request: OfficeRequest, pair_id: UUID) -> HttpResponse:
    """Two side by side; merging them field by field, or saying that they are not one."""
    actor, today = request.actor, timezone.localdate()
    page = pair_page(actor, pair_id, on=today)
    sides = {"left": page.card.left, "right": page.card.right}

    def merge(posted: QueryDict) -> str:
        side = posted.get("keep", "left") if posted.get("keep", "left") in sides else "left"
        other = "right" if side == "left" else "left"
        take = [field for field in PartyField if posted.get(f"from_{field.value}") == other]
        merge_pair(actor, pair_id, sides[side].public_id, take, reason=posted.get("reason", ""), on=today)
        messages.success(request, gettext("已合并，%(days)s天内可以撤销。") % {"days": UNDO_DAYS})
        return sides[side].page

    def different(posted: QueryDict) -> str:
        say_different(actor, pair_id, reason=posted.get("reason", ""))
        messages.success(request, gettext("已记录为不同主体，以后不再提示。"))
        return reverse("parties:pairs")

    first = {f"from_{pair.field.value}": pair.only or "left" for pair in page.fields}
    return answer(
        request,
        "parties/pair.html",
        {"merge": merge, "different": different},
        typed={"keep": "left", "reason": "", **first},
        context=lambda: {"page": page, "card": page.card, "days": UNDO_DAYS},
    )
