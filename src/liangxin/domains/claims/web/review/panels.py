"""What reviewing contributes to the home page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liangxin.domains.claims.queries.after_pages import appeals_for, waiting_for
from liangxin.domains.claims.terms import Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.shell import Panel, PanelLine


def waiting_panel(request: OfficeRequest) -> Panel | None:
    """After-sale claims that wait for the person's decision."""
    actor = request.actor
    if not any(actor.may(power) for power in (Power.FIRST, Power.SECOND, Power.FINAL, Power.DECIDE_APPEAL)):
        return None
    there = reverse("claims:review")
    counts = ((_("待我审核的申领"), waiting_for(actor).count()), (_("待裁定的申诉"), appeals_for(actor).count()))
    lines = [PanelLine(label, there, count) for label, count in counts if count]
    return Panel(_("申领审核"), lines, more_url=there, order=17) if lines else None
