"""Writing an order: prefilled with the facts of a target, a task or a return; kept as a draft or issued at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import OrderNotFound, OrderStateUnfit
from liangxin.domains.progress.queries.supervision.facts import Subject, demand_of, subjects_seen
from liangxin.domains.progress.queries.supervision.orders import OrderPage
from liangxin.domains.progress.queries.supervision.proposals import proposed_orders
from liangxin.domains.progress.queries.supervision.terms import terms_of
from liangxin.domains.progress.terms import (
    OrderLevel,
    OrderSource,
    OrderVerb,
    Power,
    SubjectKind,
)
from liangxin.domains.progress.web.rounds.forms import known_ids, typed_days
from liangxin.domains.progress.web.supervision.board import places_supervised
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import NotAllowed, OfficeRequest, power_label
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_day_or_none, typed_term
from liangxin.kernel.text import cut

_USUAL_SOURCE = {SubjectKind.RETURN: OrderSource.LATE, SubjectKind.FOLLOW_UP: OrderSource.MEETING}


@require_http_methods(["GET", "HEAD", "POST"])
def order_new(request: OfficeRequest) -> HttpResponse:
    """Write an order about what the address names, `?about=target:<id>`, or about anything."""
    places = places_supervised(request.actor)
    if not places:
        raise NotAllowed(power=power_label(Power.SUPERVISE))
    code = request.GET.get("region", "") or places[0].code
    place = next((one for one in places if one.code == code), None)
    if place is None:
        raise OrderNotFound
    today = timezone.localdate()
    about = subjects_seen(request.actor, chosen_subjects(request.GET), today)

    def issue(posted: QueryDict) -> str:
        made = progress.issue_order(request.actor, place.code, order_draft(posted))
        messages.success(request, gettext("已下达，牵头单位可以签收。"))
        return reverse("progress:order", args=[made])

    def keep(posted: QueryDict) -> str:
        made = progress.draft_order(request.actor, place.code, order_draft(posted))
        messages.success(request, gettext("已存为草稿，还没有下达。"))
        return reverse("progress:order", args=[made])

    typed = first_typed(about)
    return answer(
        request,
        "progress/supervision/write.html",
        {"issue": issue, "keep": keep},
        typed=typed,
        context=lambda: _context(request, place, _choices(request, place, about, today), _lead(about)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def order_edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Write a draft anew, or issue it as it stands in the form."""
    today = timezone.localdate()
    page = progress.order_page(request.actor, public_id, today)
    if OrderVerb.DRAFT not in page.verbs:
        if not request.actor.may(Power.SUPERVISE):
            raise NotAllowed(power=power_label(Power.SUPERVISE))
        raise OrderStateUnfit(state=page.line.state, verb=OrderVerb.DRAFT)
    place = regions.region_cards([page.region_code])[page.region_code]
    here = reverse("progress:order", args=[public_id])

    def issue(posted: QueryDict) -> str:
        progress.rewrite_order(request.actor, public_id, order_draft(posted))
        progress.issue_draft(request.actor, public_id)
        messages.success(request, gettext("已下达，牵头单位可以签收。"))
        return here

    def keep(posted: QueryDict) -> str:
        progress.rewrite_order(request.actor, public_id, order_draft(posted))
        messages.success(request, gettext("已存为草稿，还没有下达。"))
        return here

    wanted = [(card.kind, card.public_id) for card in page.subjects if card.public_id]
    about = subjects_seen(request.actor, wanted, today)
    return answer(
        request,
        "progress/supervision/write.html",
        {"issue": issue, "keep": keep},
        typed=_kept(page),
        context=lambda: (
            _context(request, place, _choices(request, place, about, today), page.lead_public_id)
            | {"supporting": set(page.supports)}
        ),
    )


def chosen_subjects(sent: QueryDict, name: str = "about") -> list[tuple[SubjectKind, UUID]]:
    """The things that an address or a form names as `kind:public id`."""
    found = []
    for choice in sent.getlist(name):
        kind, _colon, number = choice.partition(":")
        ids = known_ids([number])
        if ids and kind in {SubjectKind.TARGET, SubjectKind.TASK, SubjectKind.RETURN}:
            found.append((SubjectKind.of(kind), ids[0]))
    return found


def order_draft(posted: QueryDict) -> progress.OrderDraft:
    """The order that the form writes. Raises ChoiceUnknown, DayUnreadable, NumberUnreadable."""
    lead = known_ids([posted.get("lead", "")])
    if not lead:
        raise ChoiceUnknown(field="lead", label=_("牵头单位"))
    by_day = posted.get("due") == "day"
    days = posted.get("working_days", "").strip()
    return progress.OrderDraft(
        title=posted.get("title", ""),
        asked=posted.get("asked", ""),
        source=typed_term(posted, "source", OrderSource, _("来源")),
        level=typed_term(posted, "level", OrderLevel, _("级别")),
        lead=lead[0],
        supports=tuple(known_ids(posted.getlist("supports"))),
        subjects=tuple(chosen_subjects(posted)),
        text=posted.get("text", ""),
        decided_by=posted.get("decided_by", ""),
        due_on=typed_day_or_none(posted, "due_on", _("办理期限")) if by_day else None,
        working_days=typed_days(posted) if days and not by_day else None,
    )


def first_typed(about: Sequence[Subject]) -> dict[str, str]:
    """What the form begins with: the facts of what it is about."""
    source = OrderSource.CHECK
    title = ""
    if about:
        source = _USUAL_SOURCE.get(about[0].kind, OrderSource.LAGGING)
        what = {
            SubjectKind.TARGET: gettext("关于加快“%(title)s”进度的督办"),
            SubjectKind.TASK: gettext("关于推进“%(title)s”的督办"),
            SubjectKind.RETURN: gettext("关于%(title)s的督办"),
        }
        title = what[about[0].kind] % {"title": cut(about[0].title, 80)}
    return {
        "title": title,
        "asked": demand_of(about),
        "source": source.value,
        "level": OrderLevel.NORMAL.value,
        "lead": "",
        "text": "",
        "decided_by": "",
        "due": "days",
        "working_days": "",
        "due_on": "",
    }


def _kept(page: OrderPage) -> dict[str, str]:
    text = next((card.title for card in page.subjects if card.kind is SubjectKind.TEXT), "")
    return {
        "title": page.line.title,
        "asked": page.asked,
        "source": page.line.source.value,
        "level": page.line.level.value,
        "lead": "",
        "text": text,
        "decided_by": page.decided_by,
        "due": "day" if page.line.due_on else "days",
        "working_days": "",
        "due_on": page.line.due_on.isoformat() if page.line.due_on else "",
    }


def _lead(about: Sequence[Subject]) -> UUID | None:
    unit = next((one.lead_unit_id for one in about if one.lead_unit_id), None)
    return regions.unit_cards([unit])[unit].public_id if unit else None


def _choices(
    request: OfficeRequest, place: regions.RegionCard, about: Sequence[Subject], on: date
) -> list[tuple[Subject, bool]]:
    """What the order may be about: what the address names, chosen; what else of the same unit lags, to be added."""
    sent = set(request.POST.getlist("about")) if request.method == "POST" else None
    units = {one.lead_unit_id for one in about}
    others = [
        one.subject
        for one in proposed_orders(request.actor, on)
        if one.region_code == place.code and one.subject.lead_unit_id in units
    ]
    known = {one.choice for one in about}
    rows = [*about, *(one for one in others if one.choice not in known)]
    return [(one, one.choice in (known if sent is None else sent)) for one in rows]


def _context(
    request: OfficeRequest, place: regions.RegionCard, subjects: list[tuple[Subject, bool]], lead: UUID | None
) -> dict[str, Any]:
    terms = terms_of(place.id)
    units = [one for one in regions.units_in(request.actor, place.code) if one.heir_id is None]
    sent = set(known_ids(request.POST.getlist("supports")))
    return {
        "place": place,
        "subjects": subjects,
        "units": [(str(one.public_id), one.short_name or one.name) for one in units],
        "supports": [
            (str(one.public_id), one.short_name or one.name, one.public_id in sent)
            for one in units
            if one.public_id != lead
        ],
        "supporting": set(),
        "lead": request.POST.get("lead", "") or str(lead or ""),
        "sources": [(one.value, gettext(one.label)) for one in OrderSource],
        "levels": [
            (
                one.value,
                gettext("%(level)s：%(days)s个工作日办理") % {"level": gettext(one.label), "days": terms[one].days},
            )
            for one in OrderLevel
        ],
    }
