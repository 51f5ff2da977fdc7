"""What bulletins contribute to the home page and to the search."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liangxin.domains.progress.queries.bulletins.cards import bulletins_named, to_issue, to_write
from liangxin.domains.progress.terms import BulletinKind, Power
from liangxin.domains.progress.web.bulletins.bulletins import bulletin_address
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Found, Panel, PanelLine

SHOWN = 5


def bulletins_panel(request: OfficeRequest) -> Panel | None:
    """Monthly reports that the office has not begun, and bulletins that wait for the person's signature."""
    lines: list[PanelLine] = []
    if request.actor.may(Power.WRITE):
        new = reverse("progress:bulletin_new")
        lines += [
            PanelLine(
                _("%(period)s的月报还没有写") % {"period": each.period},
                f"{new}?region={each.region_code}&kind={BulletinKind.MONTHLY.value}",
                note=each.region_name,
            )
            for each in to_write(request.actor, timezone.localdate())[:SHOWN]
        ]
    if request.actor.may(Power.ISSUE):
        lines += [
            PanelLine(line.title, bulletin_address(line), note=_("待您签发")) for line in to_issue(request.actor, SHOWN)
        ]
    if not lines:
        return None
    return Panel(_("简报"), lines, more_url=reverse("progress:bulletins"), order=2)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Bulletins whose title holds the words."""
    return [
        Found(_("简报"), line.title, bulletin_address(line), _(line.state.label))
        for line in bulletins_named(request.actor, words)
    ]
