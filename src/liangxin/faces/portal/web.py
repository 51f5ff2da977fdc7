"""Pages for everybody: no account, one question a page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from liangxin.domains.schemes import api as schemes
from liangxin.foundation.accounts.api import OfficeRequest


@login_not_required
@require_safe
def front(request: OfficeRequest) -> HttpResponse:
    """What the programme is, what can be had where that is one place, and where staff sign in."""
    return render(request, "portal/front.html", {"shelf": schemes.guide_front(timezone.localdate())})


urlpatterns = [path("", front, name="front")]
