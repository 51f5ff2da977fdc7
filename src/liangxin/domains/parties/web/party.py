"""The page of one party and its deeds: roles, consent, taking a merge back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.parties.actions.keeping import record_consent, withdraw_consent
from liangxin.domains.parties.actions.merging import undo_merge
from liangxin.domains.parties.actions.roles import end_role, give_role
from liangxin.domains.parties.errors import NothingChosen
from liangxin.domains.parties.queries.page import PartyPage
from liangxin.domains.parties.queries.page import party_page as page_of
from liangxin.domains.parties.terms import PartyField, PartyKind, PartyRole, Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer, typed_day, typed_term

Work = Callable[[OfficeRequest, PartyPage, QueryDict], str]


@require_http_methods(["GET", "HEAD", "POST"])
def party_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One party: what is kept and why, roles, merges, who looked, history."""
    today = timezone.localdate()
    page = page_of(request.actor, public_id, on=today)
    works = {"give": _give, "end": _end, "consent": _consent, "withdraw": _withdraw, "undo": _undo}

    def bound(work: Work) -> Callable[[QueryDict], str]:
        def deed(posted: QueryDict) -> str:
            messages.success(request, work(request, page, posted))
            return page.card.page

        return deed

    possible = [role for role in PartyRole if page.card.kind is PartyKind.ENTERPRISE or role is PartyRole.SUPPLIER]
    return answer(
        request,
        "parties/page.html",
        {name: bound(work) for name, work in works.items()},
        typed={
            **dict.fromkeys(("role", "reason", "wording"), ""),
            "since": today.isoformat(),
            "until": today.isoformat(),
            "given_on": today.isoformat(),
        },
        context=lambda: {
            "page": page,
            "card": page.card,
            "today": today,
            "may": {power.name.lower(): power in page.powers for power in Power},
            "possible_roles": [(role.value, gettext(role.label)) for role in possible],
            "held_roles": [(role.value, gettext(role.label)) for role in page.card.roles],
            "consenting": [line for line in page.lines if line.asks_consent],
        },
    )


def _give(request: OfficeRequest, page: PartyPage, posted: QueryDict) -> str:
    role = typed_term(posted, "role", PartyRole, _("角色"))
    give_role(request.actor, [page.card.id], role, since=typed_day(posted, "since", _("起始日期")))
    return gettext("已认定为%(role)s。") % {"role": gettext(role.label)}


def _end(request: OfficeRequest, page: PartyPage, posted: QueryDict) -> str:
    role = typed_term(posted, "role", PartyRole, _("角色"))
    end_role(request.actor, [page.card.id], role, until=typed_day(posted, "until", _("终止日期")))
    return gettext("已终止角色“%(role)s”。") % {"role": gettext(role.label)}


def _consent(request: OfficeRequest, page: PartyPage, posted: QueryDict) -> str:
    fields = [field for field in PartyField if field.value in posted.getlist("fields")]
    if not fields:
        raise NothingChosen(field="wording")
    record_consent(
        request.actor,
        page.card.public_id,
        fields,
        given_on=typed_day(posted, "given_on", _("同意日期")),
        wording=posted.get("wording", ""),
        on=timezone.localdate(),
    )
    return gettext("已记录本人同意。")


def _withdraw(request: OfficeRequest, page: PartyPage, posted: QueryDict) -> str:
    done = withdraw_consent(
        request.actor, page.card.public_id, on=timezone.localdate(), reason=posted.get("reason", "")
    )
    said = {
        "emptied": "、".join(gettext(field.label) for field in done.emptied),
        "staying": "、".join(f"{gettext(field.label)}（{gettext(basis.label)}）" for field, basis in done.staying),
    }
    if not done.staying:
        return gettext("已清空：%(emptied)s。") % said
    return gettext("已清空：%(emptied)s。仍依法保存：%(staying)s。") % said


def _undo(request: OfficeRequest, _page: PartyPage, posted: QueryDict) -> str:
    undo_merge(request.actor, posted.get("merge", ""), reason=posted.get("reason", ""), on=timezone.localdate())
    return gettext("已撤销合并，两个主体恢复原状。")
