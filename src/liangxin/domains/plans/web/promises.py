"""Lists and pages of targets and tasks in force; each unit sees its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.indicators.terms import Family
from liangxin.domains.plans import api as plans
from liangxin.domains.plans.exchange import targets_as_word, tasks_as_word
from liangxin.domains.plans.queries.promises import (
    TargetCard,
    TaskCard,
    chapters_of,
    my_tasks_listed,
    target_cards,
    target_page,
    targets_listed,
    task_cards,
    task_page,
    tasks_listed,
    units_answering,
    years_of,
)
from liangxin.domains.plans.terms import Power, TaskKind, UnitPart
from liangxin.domains.plans.web.forms import number
from liangxin.domains.plans.web.wording import figure_words, shown_marker
from liangxin.engines.reader.findings import TargetKind
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import as_file
from liangxin.foundation.ui.filters import Filter
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, TextFilter
from liangxin.foundation.ui.posted import answer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _task_address(card: TaskCard) -> str:
    return reverse("plans:task", args=[card.public_id])


def _target_address(card: TargetCard) -> str:
    return reverse("plans:target", args=[card.public_id])


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware


def _task_years(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in years_of(tasks_listed(_actor(request)))]


def _target_years(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in years_of(targets_listed(_actor(request)))]


def _units(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(unit), name) for unit, name in units_answering(_actor(request))]


def _chapters(request: HttpRequest) -> list[tuple[str, str]]:
    return [(chapter, chapter) for chapter in chapters_of(_actor(request))]


def _due(card: TaskCard | TargetCard) -> str:
    """The year as people write it; a figure would be grouped as one."""
    return gettext("%(year)s年") % {"year": card.deadline} if card.deadline else ""


def _plan(card: TaskCard | TargetCard) -> str:
    """Whose plan and which: its whole title would fill the row."""
    home = card.home
    return f"{home.region_name} {home.field or gettext(home.plan_kind.label)}"


_TASK_COLUMNS = [
    Column("title", _("任务"), sort="title", link=_task_address),
    Column("lead", _("牵头单位"), sort="lead_name", missing=_("文件未写责任单位")),
    Column("supporting", _("责任单位"), missing=_("没有其他单位")),
    Column("deadline", _("期限"), _due, sort="deadline", missing=_("文件未写期限")),
    Column("chapter", _("章节"), sort="chapter", missing=_("文件未写章节")),
    Column("marker", _("层次"), lambda card: shown_marker(card.marker), missing=_("附件清单")),
    Column("plan", _("方案"), _plan, sort="version__plan__region__code"),
]
_TASK_FILTERS: list[Filter] = [
    TextFilter("q", _("任务或单位"), ("title", "units__written")),
    ChoiceFilter("unit", _("单位"), "units__unit", _units),
    ChoiceFilter("part", _("分工"), "units__part", UnitPart),
    ChoiceFilter("chapter_is", _("章节"), "chapter", _chapters),
    ChoiceFilter("year", _("期限"), "deadline", _task_years),
    ChoiceFilter("kind_is", _("种类"), "task__kind", TaskKind),
]

TASKS = ListScreen(
    name="tasks",
    title=_("任务分解表"),
    order="place",
    columns=_TASK_COLUMNS,
    filters=_TASK_FILTERS,
    empty=Empty(
        _("还没有分到任务"),
        _("方案审核发布后，任务按牵头和责任单位列在这里，各单位看到自己的。"),
        _("到方案列表"),
        "plans:documents",
    ),
    beside=True,
    cards=task_cards,
)
MY_TASKS = ListScreen(
    name="my-tasks",
    title=_("我单位的任务"),
    order="deadline",
    columns=_TASK_COLUMNS,
    filters=_TASK_FILTERS[2:],
    empty=Empty(_("您的单位还没有分到任务"), _("方案发布后，由您的单位牵头或负责的任务会列在这里。")),
    beside=True,
    cards=task_cards,
)
TARGETS = ListScreen(
    name="targets",
    title=_("目标清单"),
    order="place",
    columns=[
        Column("name", _("目标"), sort="name", link=_target_address),
        Column("figure", _("目标值"), figure_words),
        Column("deadline", _("期限"), _due, sort="deadline", missing=_("文件未写期限")),
        Column("kind", _("种类"), sort="kind"),
        Column("indicator", _("目录中的指标"), "indicator_name", sort="indicator__name", missing=_("不在目录")),
        Column("lead", _("牵头单位"), missing=_("总目标，未写单位")),
        Column("plan", _("方案"), _plan, sort="version__plan__region__code"),
    ],
    filters=[
        TextFilter("q", _("目标或指标"), ("name", "indicator__name")),
        ChoiceFilter("family_is", _("领域"), "indicator__family", Family),
        ChoiceFilter("kind_is", _("种类"), "kind", TargetKind),
        ChoiceFilter("year", _("期限"), "deadline", _target_years),
    ],
    empty=Empty(_("还没有目标"), _("方案审核发布后，每个目标列在这里，对上指标。"), _("到方案列表"), "plans:documents"),
    beside=True,
    cards=target_cards,
)


@require_safe
def show_tasks(request: OfficeRequest) -> HttpResponseBase:
    """All tasks that the person sees: those of the region, or of the own unit."""
    return TASKS.respond(request, tasks_listed(request.actor).distinct(), "plans/tasks.html", mine=False)


@require_safe
def show_my_tasks(request: OfficeRequest) -> HttpResponseBase:
    """Tasks for which the person's own unit answers."""
    rows = my_tasks_listed(request.actor, timezone.localdate()).distinct()
    return MY_TASKS.respond(request, rows, "plans/tasks.html", mine=True)


@require_safe
def download_tasks(request: OfficeRequest) -> HttpResponse:
    """The tasks that the filters leave, as a Word file in the layout of official documents."""
    request.actor.require(Power.READ)
    is_mine = "mine" in request.GET
    rows = my_tasks_listed(request.actor, timezone.localdate()) if is_mine else tasks_listed(request.actor)
    screen = MY_TASKS if is_mine else TASKS
    cards = [card for chunk in screen.narrowed(request, rows.distinct()) for card in chunk]
    title = gettext("我单位的任务") if is_mine else gettext("任务分解表")
    content = tasks_as_word(title, cards, timezone.localdate())
    return as_file(HttpResponse(content, content_type=WORD), f"{title}.docx")


@require_safe
def show_targets(request: OfficeRequest) -> HttpResponseBase:
    """All targets that the person sees."""
    return TARGETS.respond(request, targets_listed(request.actor), "plans/targets.html")


@require_safe
def download_targets(request: OfficeRequest) -> HttpResponse:
    """The targets that the filters leave, as a Word file in the layout of official documents."""
    request.actor.require(Power.READ)
    cards = [card for chunk in TARGETS.narrowed(request, targets_listed(request.actor)) for card in chunk]
    title = gettext("目标清单")
    content = targets_as_word(title, [(card, figure_words(card)) for card in cards], timezone.localdate())
    return as_file(HttpResponse(content, content_type=WORD), f"{title}.docx")


@require_safe
def show_task(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One task with its units, targets and story."""
    page = task_page(request.actor, public_id)
    context = {
        "page": page,
        "place": shown_marker(page.card.marker),
        "targets": [(target, figure_words(target)) for target in page.targets],
    }
    return answer(request, "plans/task.html", {}, typed={}, context=lambda: context)


@require_http_methods(["GET", "HEAD", "POST"])
def show_target(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One target; where regions below share it, what each is to contribute."""
    page = target_page(request.actor, public_id)

    def share(posted: QueryDict) -> str:
        typed = {line.code: posted.get(f"share-{line.code}", "").strip() for line in page.shares}
        shares = {code: number(text, f"share-{code}") if text else None for code, text in typed.items()}
        plans.share_target(request.actor, public_id, shares)
        messages.success(request, gettext("分解数已保存。"))
        return reverse("plans:target", args=[public_id])

    held = {f"share-{line.code}": "" if line.value is None else f"{line.value.normalize():f}" for line in page.shares}
    context = {
        "page": page,
        "figure": figure_words(page.card),
        "place": shown_marker(page.card.marker),
        "fields": [(line, f"share-{line.code}") for line in page.shares],
    }
    return answer(request, "plans/target.html", {"share": share}, typed=held, context=lambda: context)
