"""Matters raised for decision: the list, writing one, one with its story and the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import MatterStateUnfit
from liangxin.domains.progress.queries.matters.cards import MatterLine, MatterPage, matter_lines, matters_listed
from liangxin.domains.progress.queries.supervision.facts import Subject, subjects_seen
from liangxin.domains.progress.terms import Decider, MatterState, MatterVerb, Outcome, Power
from liangxin.domains.progress.web.rounds.forms import known_ids
from liangxin.domains.progress.web.supervision.wording import subject_address
from liangxin.domains.progress.web.supervision.writing import chosen_subjects
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import NotAllowed, OfficeRequest, power_label
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import ChoiceUnknown, answer, typed_day, typed_day_or_none, typed_term


def matter_address(line: MatterLine) -> str:
    """Where a matter stands."""
    return reverse("progress:matter", args=[line.public_id])


MATTERS = ListScreen(
    name="progress-matters",
    title=_("请示报告"),
    order="-id",
    columns=[
        Column("title", _("请示"), link=matter_address, sort="title"),
        Column("unit", _("提出单位"), sort="unit__name"),
        Column("decider", _("请谁批复"), sort="decider"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("wanted_by", _("希望何时答复"), show=Show.DAY, sort="wanted_by", missing=_("没有写")),
        Column("raised_on", _("提出"), show=Show.DAY, sort="raised_on", missing=_("还没有提出")),
        Column("outcome", _("结论"), show=Show.STATE, missing=_("还没有批复")),
        Column("decided_on", _("批复"), show=Show.DAY, sort="decided_on", missing=_("还没有批复")),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("请示"), ("title", "question")),
        ChoiceFilter("state_is", _("状态"), "state", MatterState),
        ChoiceFilter("decider_is", _("请谁批复"), "decider", Decider),
    ],
    empty=Empty(_("还没有请示"), _("本单位定不了的事，写明请示事项、可选方案和建议，请分管领导、组长或专班会议批复。")),
    cards=matter_lines,
)


@require_safe
def matter_list(request: OfficeRequest) -> HttpResponseBase:
    """All matters that the person sees."""
    may_raise = bool(_units(request))
    return MATTERS.respond(request, matters_listed(request.actor), "progress/matters/list.html", may_raise=may_raise)


def _units(request: OfficeRequest) -> list[tuple[str, str]]:
    """The units for which the person may raise a matter: its own; the office any of its region, its own first."""
    actor, today = request.actor, timezone.localdate()
    mine = regions.unit_cards(regions.units_of(actor, today))
    cards = [one for one in mine.values() if actor.may(Power.RAISE, one.region.path, one.id)]
    holds = actor.paths(Power.RAISE)
    for code in dict.fromkeys(one.region.code for one in cards if one.region.path in holds):
        cards += [
            one
            for one in regions.units_in(actor, code)
            if one.heir_id is None and actor.may(Power.RAISE, one.region.path, one.id)
        ]
    return list({str(one.public_id): one.short_name or one.name for one in cards}.items())


def _draft(posted: QueryDict) -> progress.MatterDraft:
    unit = known_ids([posted.get("unit", "")])
    if not unit:
        raise ChoiceUnknown(field="unit", label=_("提出单位"))
    return progress.MatterDraft(
        title=posted.get("title", ""),
        question=posted.get("question", ""),
        decider=typed_term(posted, "decider", Decider, _("请谁批复")),
        unit=unit[0],
        options=posted.get("options", ""),
        recommendation=posted.get("recommendation", ""),
        wanted_by=typed_day_or_none(posted, "wanted_by", _("希望何时答复")),
        subjects=tuple(chosen_subjects(posted)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matter_new(request: OfficeRequest) -> HttpResponse:
    """Write a matter, kept as a draft or raised at once; `?about=target:<id>` names what it is about."""
    if not _units(request):
        raise NotAllowed(power=power_label(Power.RAISE))

    def keep(posted: QueryDict) -> str:
        made = progress.draft_matter(request.actor, _draft(posted))
        messages.success(request, gettext("已存为草稿，还没有提出。"))
        return reverse("progress:matter", args=[made])

    def raise_it(posted: QueryDict) -> str:
        made = progress.draft_matter(request.actor, _draft(posted))
        progress.raise_matter(request.actor, made)
        messages.success(request, gettext("已提出，等待批复。"))
        return reverse("progress:matter", args=[made])

    typed = dict.fromkeys(("title", "question", "options", "recommendation", "wanted_by"), "")
    about = subjects_seen(request.actor, chosen_subjects(request.GET), timezone.localdate())
    typed |= {"unit": "", "decider": Decider.DEPUTY.value}
    return answer(
        request,
        "progress/matters/write.html",
        {"keep": keep, "raise": raise_it},
        typed=typed,
        context=lambda: _form(request, about),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matter_edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Write a draft anew, or raise it as it stands in the form."""
    page = progress.matter_page(request.actor, public_id)
    if MatterVerb.DRAFT not in page.verbs:
        if not _units(request):
            raise NotAllowed(power=power_label(Power.RAISE))
        raise MatterStateUnfit(state=page.line.state, verb=MatterVerb.DRAFT)
    here = reverse("progress:matter", args=[public_id])

    def keep(posted: QueryDict) -> str:
        progress.rewrite_matter(request.actor, public_id, _draft(posted))
        messages.success(request, gettext("已存为草稿，还没有提出。"))
        return here

    def raise_it(posted: QueryDict) -> str:
        progress.rewrite_matter(request.actor, public_id, _draft(posted))
        progress.raise_matter(request.actor, public_id)
        messages.success(request, gettext("已提出，等待批复。"))
        return here

    wanted = [(card.kind, card.public_id) for card in page.subjects if card.public_id]
    about = subjects_seen(request.actor, wanted, timezone.localdate())
    return answer(
        request,
        "progress/matters/write.html",
        {"keep": keep, "raise": raise_it},
        typed=_kept(page),
        context=lambda: _form(request, about),
    )


def _kept(page: MatterPage) -> dict[str, str]:
    return {
        "title": page.line.title,
        "question": page.question,
        "options": "\n".join(page.options),
        "recommendation": page.recommendation,
        "wanted_by": page.line.wanted_by.isoformat() if page.line.wanted_by else "",
        "unit": str(page.unit_public_id),
        "decider": page.line.decider.value,
    }


def _form(request: OfficeRequest, about: list[Subject]) -> dict[str, Any]:
    sent = set(request.POST.getlist("about")) if request.method == "POST" else None
    return {
        "units": _units(request),
        "deciders": [(one.value, gettext(one.label)) for one in Decider],
        "subjects": [(one, sent is None or one.choice in sent) for one in about],
    }


class _Deeds:
    """What the forms of the page ask for."""

    def __init__(self, request: OfficeRequest, public_id: UUID) -> None:
        self.request, self.actor, self.id = request, request.actor, public_id

    def all(self) -> Mapping[str, Callable[[QueryDict], str]]:
        return {
            "raise": self.raise_it,
            "decide": self.decide,
            "ask_back": self.ask_back,
            "put_there": self.put_there,
            "answer": self.answer,
            "withdraw": self.withdraw,
        }

    def raise_it(self, _posted: QueryDict) -> str:
        progress.raise_matter(self.actor, self.id)
        return self._done(gettext("已提出，等待批复。"))

    def decide(self, posted: QueryDict) -> str:
        outcome = typed_term(posted, "outcome", Outcome, _("结论"))
        draft = progress.DecisionDraft(outcome, posted.get("decision", ""), self._follow_up(posted))
        progress.decide_matter(self.actor, self.id, draft)
        return self._done(gettext("已批复。"))

    def _follow_up(self, posted: QueryDict) -> progress.FollowUpDraft | None:
        unit = known_ids([posted.get("follow_unit", "")])
        if not unit:
            return None
        due_on = typed_day(posted, "follow_due", _("督办期限"))
        return progress.FollowUpDraft(unit[0], posted.get("follow_text", ""), due_on)

    def ask_back(self, posted: QueryDict) -> str:
        progress.ask_back(self.actor, self.id, posted.get("asked", ""))
        return self._done(gettext("已要求补充。"))

    def put_there(self, posted: QueryDict) -> str:
        progress.put_to_meeting(self.actor, self.id, posted.get("opinion", ""))
        return self._done(gettext("已列入下次会议的建议议程。"))

    def answer(self, posted: QueryDict) -> str:
        progress.answer_matter(self.actor, self.id, posted.get("answered", ""))
        return self._done(gettext("已补充，等待批复。"))

    def withdraw(self, posted: QueryDict) -> str:
        progress.withdraw_matter(self.actor, self.id, posted.get("why_withdrawn", ""))
        return self._done(gettext("已撤回。"))

    def _done(self, words: str) -> str:
        messages.success(self.request, words)
        return reverse("progress:matter", args=[self.id])


@require_http_methods(["GET", "HEAD", "POST"])
def matter_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One matter; who is asked decides here."""

    def context() -> dict[str, Any]:
        page = progress.matter_page(request.actor, public_id)
        decides = MatterVerb.DECIDE in page.verbs
        units = regions.units_in(request.actor, page.region_code) if decides else []
        return {
            "page": page,
            "line": page.line,
            "may": {verb.value: True for verb in page.verbs},
            "raises": MatterVerb.DRAFT in page.verbs,
            "outcomes": [(one.value, gettext(one.label)) for one in Outcome],
            "units": [(str(one.public_id), one.short_name or one.name) for one in units if one.heir_id is None],
            "subjects": [(card, subject_address(card)) for card in page.subjects],
        }

    names = ("outcome", "decision", "follow_unit", "follow_text", "follow_due", "asked", "opinion", "answered")
    typed = dict.fromkeys((*names, "why_withdrawn"), "")
    return answer(
        request, "progress/matters/matter.html", _Deeds(request, public_id).all(), typed=typed, context=context
    )
