"""The person's own account: what it is, its password."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangxin.foundation.accounts.api import OfficeRequest


@require_safe
def overview(request: OfficeRequest) -> HttpResponse:
    """Name, standings, and what guards the account."""
    return render(request, "workbench/account.html")
