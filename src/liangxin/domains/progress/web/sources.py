"""Where figures come from: what the program proposes, confirmed many at a time where it is sure."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.sources import SourceLine, source_lines, sources_listed, sure_waiting
from liangxin.domains.progress.rules.sources import Questions
from liangxin.domains.progress.terms import BindingKind, BindingState, Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show


def _address(line: SourceLine) -> str:
    return reverse("progress:target", args=[line.target_id]) + "#sources"


def asked_words(questions: Questions) -> str:
    """What a person must say, in words."""
    said = (
        (questions.is_unfit, gettext("单位不能换算，不能采用")),
        (questions.holding, gettext("台账登记的是全部存量还是只有新增")),
        (questions.units, gettext("两个计数单位是否指同一种东西")),
        (questions.whole, gettext("总数是多少")),
    )
    return "；".join(words for is_asked, words in said if is_asked)


SOURCES = ListScreen(
    name="sources",
    title=_("数据来源"),
    order="state",
    columns=[
        Column("target", _("目标"), "target", link=_address),
        Column("kind", _("来源"), lambda line: line.source.kind),
        Column("name", _("口径或填报单位"), lambda line: line.source.name),
        Column("state", _("状态"), lambda line: line.source.state, show=Show.STATE, sort="state"),
        Column("asks", _("要先说明"), lambda line: asked_words(line.source.questions), missing=_("没有要说明的")),
        Column("how", _("怎样算"), lambda line: line.source.how, missing=_("由单位按月填报")),
        Column("by", _("确认人"), lambda line: line.source.decided_by, missing=_("还没有人确认")),
        Column("chapter", _("行动"), missing=_("总目标")),
    ],
    filters=[
        ChoiceFilter("state_is", _("状态"), "state", BindingState),
        ChoiceFilter("kind_is", _("来源"), "kind", BindingKind),
    ],
    empty=Empty(
        _("还没有建议的数据来源"),
        _("方案发布后，程序按指标找出能供数的台账，并建议由牵头单位填报；每一条都由专班办公室确认后才算数。"),
    ),
    cards=source_lines,
)


@require_safe
def source_list(request: OfficeRequest) -> HttpResponseBase:
    """Sources of the regions in which the person decides on them."""
    sure = [(code, name, count) for code, (name, count) in sure_waiting(request.actor).items()]
    places = progress.places_to_bind(request.actor) if request.actor.may(Power.BIND) else []
    rows = sources_listed(request.actor)
    return SOURCES.respond(request, rows, "progress/sources.html", sure=sure, places=places)


@require_POST
def confirm_all(request: OfficeRequest, code: str) -> HttpResponseBase:
    """Confirm what the program is sure of, in one region."""
    count = progress.confirm_sure(request.actor, code)
    messages.success(request, gettext("已确认%(count)s条，进展随后刷新。") % {"count": count})
    return HttpResponseRedirect(reverse("progress:sources"))


@require_POST
def propose_all(request: OfficeRequest, code: str) -> HttpResponseBase:
    """Look for sources again, in one region."""
    found = progress.propose_again(request.actor, code)
    said = {"measures": found.measures, "units": found.units}
    messages.success(request, gettext("新增建议：系统计算%(measures)s条，单位填报%(units)s条。") % said)
    return HttpResponseRedirect(reverse("progress:sources"))
