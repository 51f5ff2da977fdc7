"""The rules of reminding of a region, set by its office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import RoundNotFound
from liangxin.domains.progress.queries.reminding import groups_of, places_held, rule_lines
from liangxin.domains.progress.rules.reminding import may_count_on
from liangxin.domains.progress.terms import SWITCHED, USUAL_DAYS, Power, Reminder
from liangxin.domains.progress.web.reminding.explained import EXPLAINED
from liangxin.foundation.accounts.api import NotAllowed, OfficeRequest, power_label
from liangxin.foundation.messages.api import Power as OfMessages
from liangxin.foundation.ui.posted import answer


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_rules(request: OfficeRequest) -> HttpResponse:
    """Each rule with what it does: on or off, and its working days."""
    places, today = places_held(request.actor), timezone.localdate()
    if not places:
        raise NotAllowed(power=power_label(Power.DISPATCH))
    code = request.GET.get("region", places[0].code)
    place = next((one for one in places if one.code == code), None)
    if place is None:
        raise RoundNotFound
    lines = rule_lines(place.path)

    def keep(posted: QueryDict) -> str:
        changed = progress.set_reminders(request.actor, place.code, _wanted(posted))
        said = ngettext("已保存，改了%(count)s条规则。", "已保存，改了%(count)s条规则。", changed) % {"count": changed}
        messages.success(request, said)
        return f"{reverse('progress:reminders')}?region={place.code}"

    def context() -> dict[str, Any]:
        return {
            "place": place,
            "places": places,
            "rules": [(line, EXPLAINED[line.kind], *_shown(request, line)) for line in lines],
            "is_counted": may_count_on(today),
            "year": today.year,
            "groups": groups_of(place.path),
            "may_register": request.actor.may(OfMessages.CHANNELS, place.path),
        }

    return answer(request, "progress/reminding/rules.html", {"keep": keep}, typed={}, context=context)


def _shown(request: OfficeRequest, line: Any) -> tuple[bool, str]:
    """What the form begins with, or what was typed."""
    if request.method == "POST":
        return f"on_{line.kind.value}" in request.POST, request.POST.get(f"days_{line.kind.value}", "")[:6]
    return line.is_on, str(line.days or "")


def _wanted(posted: QueryDict) -> dict[Reminder, progress.Setting]:
    return {kind: progress.Setting(f"on_{kind.value}" in posted, _days(posted, kind)) for kind in SWITCHED}


def _days(posted: QueryDict, kind: Reminder) -> int:
    """What is no number is none, and refused by the action where one is needed."""
    text = posted.get(f"days_{kind.value}", "").strip()
    is_number = kind in USUAL_DAYS and text.isascii() and text.isdigit() and len(text) < 5
    return int(text) if is_number else 0
