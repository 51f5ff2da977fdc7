"""What the page of one standard can do: each deed reads its form, calls one action, and comes back to the page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liangxin.domains.standards import api as standards
from liangxin.domains.standards.terms import Conformance, DraftingStage, Verb
from liangxin.foundation.accounts.api import Actor, OfficeRequest
from liangxin.foundation.ui.posted import typed_day, typed_day_or_none, typed_term


def deeds_of(request: OfficeRequest, page: standards.StandardPage) -> dict[str, Callable[[QueryDict], str]]:
    """The deeds by the name that their form sends."""
    works = {
        Verb.CONFIRM.value: _confirm,
        Verb.PUBLISH.value: _publish,
        Verb.BRING_INTO_FORCE.value: _bring_into_force,
        Verb.SUPERSEDE.value: _supersede,
        Verb.WITHDRAW.value: _withdraw,
        "drafting": _drafting,
        "conformity": _conformity,
    }

    def bound(work: Callable[[Actor, standards.StandardCard, QueryDict], object]) -> Callable[[QueryDict], str]:
        def deed(posted: QueryDict) -> str:
            work(request.actor, page.card, posted)
            messages.success(request, gettext("已保存。"))
            return reverse("standards:page", args=[page.card.public_id])

        return deed

    return {name: bound(work) for name, work in works.items()}


def first_values(page: standards.StandardPage) -> dict[str, str]:
    """What the controls of the page hold before anybody types."""
    card, drafting, today = page.card, page.drafting, timezone.localdate().isoformat()
    return {
        "title": card.title,
        "source": card.source,
        "published_on": card.published_on.isoformat() if card.published_on else "",
        "in_force_on": card.in_force_on.isoformat() if card.in_force_on else "",
        "withdrawn_on": card.withdrawn_on.isoformat() if card.withdrawn_on else "",
        "ended_on": today,
        "reason": "",
        "older": "",
        "lead_drafter": drafting.lead_drafter if drafting else "",
        "project": drafting.project if drafting else "",
        "stage": drafting.stage.value if drafting else DraftingStage.PROPOSED.value,
        "due_on": drafting.due_on.isoformat() if drafting and drafting.due_on else "",
        "place": "",
        "subject": "",
        "result": "",
        "checked_on": today,
        "checked_by": "",
    }


def _confirm(actor: Actor, card: standards.StandardCard, posted: QueryDict) -> None:
    days = standards.StandardDays(
        typed_day_or_none(posted, "published_on", _("发布日期")),
        typed_day_or_none(posted, "in_force_on", _("实施日期")),
        typed_day_or_none(posted, "withdrawn_on", _("废止日期")),
    )
    standards.confirm_standard(
        actor,
        card.public_id,
        posted.get("title", ""),
        days,
        source=posted.get("source", ""),
        on=timezone.localdate(),
    )


def _publish(actor: Actor, card: standards.StandardCard, posted: QueryDict) -> None:
    standards.publish_standard(
        actor,
        card.public_id,
        published_on=typed_day(posted, "published_on", _("发布日期")),
        in_force_on=typed_day_or_none(posted, "in_force_on", _("实施日期")),
    )


def _bring_into_force(actor: Actor, card: standards.StandardCard, _posted: QueryDict) -> None:
    standards.bring_into_force(actor, card.public_id, on=timezone.localdate())


def _supersede(actor: Actor, card: standards.StandardCard, posted: QueryDict) -> None:
    standards.supersede(
        actor,
        card.public_id,
        standards.standard_numbered(actor, posted.get("older", ""), field="older").public_id,
        is_partial="is_partial" in posted,
    )


def _withdraw(actor: Actor, card: standards.StandardCard, posted: QueryDict) -> None:
    day = typed_day(posted, "ended_on", _("废止日期"))
    standards.withdraw_standard(actor, card.public_id, on=day, reason=posted.get("reason", ""))


def _drafting(actor: Actor, card: standards.StandardCard, posted: QueryDict) -> None:
    standards.set_drafting(
        actor,
        card.public_id,
        lead_drafter=posted.get("lead_drafter", ""),
        stage=typed_term(posted, "stage", DraftingStage, _("阶段")),
        project=posted.get("project", ""),
        due_on=typed_day_or_none(posted, "due_on", _("计划完成日期")),
    )


def _conformity(actor: Actor, card: standards.StandardCard, posted: QueryDict) -> None:
    standards.record_conformity(
        actor,
        card.public_id,
        posted.get("place", ""),
        subject=posted.get("subject", ""),
        result=typed_term(posted, "result", Conformance, _("结果")),
        checked_on=typed_day(posted, "checked_on", _("检查日期")),
        checked_by=posted.get("checked_by", ""),
    )
