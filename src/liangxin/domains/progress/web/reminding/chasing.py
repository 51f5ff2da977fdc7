"""Reminding the units of a round by hand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from liangxin.domains.progress import api as progress
from liangxin.foundation.accounts.api import OfficeRequest


@require_POST
def remind(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remind all units that have not handed in, and say what came of it."""
    done = progress.remind_now(request.actor, public_id)
    said = {"units": done.units, "people": done.people}
    messages.success(request, gettext("已催%(units)s个单位，共%(people)s人收到消息。") % said)
    if done.silent:
        words = gettext("%(units)s个单位没有可提醒的经办账号，请电话联系。") % {"units": done.silent}
        messages.warning(request, words)
    return HttpResponseRedirect(reverse("progress:round", args=[public_id]))
