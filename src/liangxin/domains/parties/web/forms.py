"""Entering a person or an enterprise, and changing one. What is known is never put into a control: it stays masked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.parties.actions.changing import change_party
from liangxin.domains.parties.actions.taking import Consent, enter
from liangxin.domains.parties.errors import FieldWrong
from liangxin.domains.parties.queries.cards import party_cards, party_seen
from liangxin.domains.parties.queries.page import party_page
from liangxin.domains.parties.rules.facts import EnterpriseFacts, Facts, PersonFacts
from liangxin.domains.parties.terms import PartyField, PartyKind, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer, typed_day

_BY_HAND = "窗口登记"


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: OfficeRequest) -> HttpResponse:
    """Enter a person; who is known already is shown."""
    return _new(request, PartyKind.PERSON)


@require_http_methods(["GET", "HEAD", "POST"])
def new_enterprise(request: OfficeRequest) -> HttpResponse:
    """Enter an enterprise; who is known already is shown."""
    return _new(request, PartyKind.ENTERPRISE)


def _new(request: OfficeRequest, kind: PartyKind) -> HttpResponse:
    actor = request.actor
    actor.require(Power.EDIT)
    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.EDIT)]

    def deed(posted: QueryDict) -> str:
        source = posted.get("source", "").strip() or _BY_HAND
        party_id, is_new = enter(
            actor,
            posted.get("region", ""),
            _facts(kind, posted),
            source=source,
            consent=_consent(posted),
            old_numbers="old_number" in posted,
        )
        said = gettext("已登记。") if is_new else gettext("这个主体已经登记过，原有内容没有改动。")
        messages.success(request, said)
        return party_cards(actor, [party_id])[party_id].page

    names = ("name", "identity", "contact", "phone", "address", "bank_account", "source", "wording", "old_number")
    return answer(
        request,
        "parties/new.html",
        {"enter": deed},
        typed={
            **dict.fromkeys(names, ""),
            "region": places[0][0] if places else "",
            "consented": "",
            "given_on": timezone.localdate().isoformat(),
        },
        context=lambda: {"kind": kind.value, "places": places},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_party(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Change some fields of a party: an empty control changes nothing."""
    actor = request.actor
    card = party_seen(actor, public_id, Power.EDIT)

    def change(posted: QueryDict) -> str:
        typed = {field: posted.get(field.value, "") for field in PartyField}
        empty = frozenset(field for field in PartyField if f"empty_{field.value}" in posted)
        changed = change_party(actor, public_id, typed, reason=posted.get("reason", ""), empty=empty)
        names = "、".join(gettext(field.label) for field in changed)
        messages.success(request, gettext("已修改：%(names)s。") % {"names": names})
        return card.page

    page = party_page(actor, public_id, on=timezone.localdate())
    return answer(
        request,
        "parties/edit.html",
        {"change": change},
        typed={**{field.value: "" for field in PartyField}, "reason": ""},
        context=lambda: {"card": card, "lines": page.lines, "fixed": (PartyField.NAME, PartyField.IDENTITY)},
    )


def _facts(kind: PartyKind, posted: QueryDict) -> Facts:
    name, identity = posted.get("name", ""), posted.get("identity", "")
    phone, address, account = posted.get("phone", ""), posted.get("address", ""), posted.get("bank_account", "")
    if kind is PartyKind.PERSON:
        return PersonFacts(name, identity, phone, address, account)
    return EnterpriseFacts(name, identity, address, posted.get("contact", ""), phone, account)


def _consent(posted: QueryDict) -> Consent | None:
    if "consented" not in posted:
        return None
    wording = posted.get("wording", "").strip()
    if not wording:
        raise FieldWrong(field="wording", label=_("告知书版本"), words=gettext("不能为空。"))
    return Consent(typed_day(posted, "given_on", _("同意日期")), wording[:60])
