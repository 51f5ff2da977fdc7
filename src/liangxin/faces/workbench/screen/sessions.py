"""A screen that hangs on a wall stays signed in, where its account can do nothing but show it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from liangxin.faces.workbench.screen.access import sees_nothing_else
from liangxin.faces.workbench.terms import SESSION_DAYS
from liangxin.foundation.accounts.api import Actor

KEPT_ON = "screen_kept_on"
A_DAY = 24 * 3600


def keep_signed_in(request: HttpRequest, actor: Actor) -> None:
    """Begin the days of such a session anew, once on each day of use; sessions of persons end as ever."""
    today = timezone.localdate().isoformat()
    if sees_nothing_else(actor) and request.session.get(KEPT_ON) != today:
        request.session[KEPT_ON] = today  # saved outside the read-only transaction
        request.session.set_expiry(SESSION_DAYS * A_DAY)
