"""Bulletins: the list, writing one, reading and editing it like a document, its Word file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import BulletinNotFound
from liangxin.domains.progress.queries.bulletins.cards import (
    BulletinLine,
    bulletin_file,
    bulletin_lines,
    bulletins_listed,
    template_lines,
    to_write,
)
from liangxin.domains.progress.queries.bulletins.sources import kinds_offered, source_of
from liangxin.domains.progress.rules.rounds import last_ended
from liangxin.domains.progress.terms import BulletinKind, BulletinState, BulletinVerb, Power, RoundKind
from liangxin.domains.progress.web.bulletins.shown import left_over, shown_sections
from liangxin.domains.progress.web.rounds.forms import typed_period
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import NotAllowed, OfficeRequest, power_label
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.downloads import as_file
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_term

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bulletin_address(line: BulletinLine) -> str:
    return reverse("progress:bulletin", args=[line.public_id])


BULLETINS = ListScreen(
    name="progress-bulletins",
    title=_("简报"),
    order="-written_on",
    columns=[
        Column("title", _("简报"), link=bulletin_address, sort="title"),
        Column("kind", _("类别"), lambda line: gettext(line.kind.label), sort="kind"),
        Column("period", _("时期"), "period_words", sort="starts_on"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("number", _("文号"), sort="number", missing=_("签发时取号")),
        Column("written_on", _("取数日期"), show=Show.DAY, sort="written_on"),
        Column("issued_on", _("签发日期"), show=Show.DAY, sort="issued_on", missing=_("还没有签发")),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("标题或文号"), ("title", "number_words")),
        ChoiceFilter("kind_is", _("类别"), "kind", BulletinKind),
        ChoiceFilter("state_is", _("状态"), "state", BulletinState),
    ],
    empty=Empty(
        _("还没有简报"),
        _("月报、通报、清单由系统按进展数据写成，每个数都能点回出处；人可以逐段修改，由另一人签发。"),
    ),
    cards=bulletin_lines,
)


@require_safe
def bulletin_list(request: OfficeRequest) -> HttpResponseBase:
    """All bulletins that the person sees, and the monthly reports to be written now."""
    due = [(each, _new_address(each.region_code)) for each in to_write(request.actor, timezone.localdate())]
    rows, may_write = bulletins_listed(request.actor), bool(places_to_write(request))
    return BULLETINS.respond(request, rows, "progress/bulletins/list.html", due=due, may_write=may_write)


def _new_address(region_code: str) -> str:
    return f"{reverse('progress:bulletin_new')}?region={region_code}&kind={BulletinKind.MONTHLY.value}"


def places_to_write(request: OfficeRequest) -> list[regions.RegionCard]:
    """The regions whose own office the person is."""
    holds = request.actor.paths(Power.WRITE)
    return [place for place in regions.regions_where(request.actor, Power.WRITE) if place.path in holds]


def place_chosen(request: OfficeRequest) -> tuple[regions.RegionCard, list[regions.RegionCard]]:
    """The region that the page is about, and those to choose from. Raises NotAllowed, BulletinNotFound."""
    places = places_to_write(request)
    if not places:
        raise NotAllowed(power=power_label(Power.WRITE))
    code = request.GET.get("region", places[0].code)
    place = next((one for one in places if one.code == code), None)
    if place is None:
        raise BulletinNotFound
    return place, places


@require_http_methods(["GET", "HEAD", "POST"])
def bulletin_new(request: OfficeRequest) -> HttpResponse:
    """Choose kind and period; the bulletin is written at once."""
    place, places = place_chosen(request)
    today = timezone.localdate()

    def write(posted: QueryDict) -> str:
        kind = typed_term(posted, "kind", BulletinKind, _("类别"))
        draft = progress.BulletinDraft(
            kind,
            typed_period(posted.get("period", ""), RoundKind.MONTHLY, today),
            template=posted.get("template") or None,
            subject=posted.get("subject", ""),
            has_red_head=bool(posted.get("red_head")),
        )
        return reverse("progress:bulletin", args=[progress.write_bulletin(request.actor, place.code, draft)])

    offered = kinds_offered()
    asked = request.GET.get("kind", "")
    kind = BulletinKind.of(asked) if asked in set(offered) else BulletinKind.MONTHLY
    typed = {"kind": kind.value, "period": str(last_ended(RoundKind.MONTHLY, today)), "template": "", "red_head": "1"}
    typed["subject"] = request.GET.get("subject", "")
    if request.method == "POST":
        typed["red_head"] = ""

    def context() -> Mapping[str, Any]:
        source = source_of(kind)
        return {
            "place": place,
            "places": places,
            "kind": kind,
            "kinds": [(one.value, gettext(one.label)) for one in offered],
            "templates": [
                (str(one.public_id), f"{one.name} · " + gettext("第%(version)s版") % {"version": one.version})
                for one in template_lines(request.actor, place.code)
                if one.kind is kind
            ],
            "subjects": source.subjects(request.actor, place) if source else None,
        }

    return answer(request, "progress/bulletins/new.html", {"write": write}, typed=typed, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def bulletin_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One bulletin, read like a document; who writes edits it paragraph by paragraph, another one issues it."""
    deeds = _Deeds(request, public_id)

    def context() -> Mapping[str, Any]:
        page = progress.bulletin_page(request.actor, public_id)
        return {
            "page": page,
            "sections": shown_sections(page.content, page.edits),
            "left_over": left_over(page.content, page.edits),
            "open_doubts": sum(edit.is_open for edit in page.edits.values()),
            "may": {verb.value: verb in page.may for verb in BulletinVerb},
            "waits_for_another": page.is_own and page.line.state is BulletinState.SUBMITTED,
        }

    typed = {"key": "", "text": "", "reason": "", "seen": "0"}
    return answer(request, "progress/bulletins/page.html", deeds.all(), typed=typed, context=context)


class _Deeds:
    """What the forms of the page ask for."""

    def __init__(self, request: OfficeRequest, public_id: UUID) -> None:
        self.request, self.id = request, public_id

    def all(self) -> Mapping[str, Any]:
        return {
            "edit": self.edit,
            "restore": self.restore,
            "rewrite": self.rewrite,
            "submit": self.submit,
            "send_back": self.send_back,
            "issue": self.issue,
            "withdraw": self.withdraw,
        }

    def edit(self, posted: QueryDict) -> str:
        seen = posted.get("seen", "0")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
        key, text = posted.get("key", ""), posted.get("text", "")
        doubts = progress.edit_paragraph(self.request.actor, self.id, key, text, posted.get("reason", ""), version)
        if doubts and not posted.get("reason", "").strip():
            said = {"numbers": "、".join(doubts)}
            messages.warning(self.request, gettext("已保存。%(numbers)s不在数据里，请改正或说明理由。") % said)
            return self._here(key)
        return self._done(gettext("已保存。"), key)

    def restore(self, posted: QueryDict) -> str:
        key = posted.get("key", "")
        progress.restore_paragraph(self.request.actor, self.id, key)
        return self._done(gettext("已恢复为系统写的文字。"), key)

    def rewrite(self, _posted: QueryDict) -> str:
        progress.rewrite_bulletin(self.request.actor, self.id)
        return self._done(gettext("已按现在的数据重写，手工改过的段落保留。"))

    def submit(self, _posted: QueryDict) -> str:
        progress.submit_bulletin(self.request.actor, self.id)
        return self._done(gettext("已送签，由另一人签发。"))

    def send_back(self, posted: QueryDict) -> str:
        progress.send_bulletin_back(self.request.actor, self.id, posted.get("reason", ""))
        return self._done(gettext("已退回修改。"))

    def issue(self, _posted: QueryDict) -> str:
        number = progress.issue_bulletin(self.request.actor, self.id, base_of(self.request))
        return self._done(gettext("已签发，文号%(number)s。") % {"number": number})

    def withdraw(self, posted: QueryDict) -> str:
        progress.withdraw_bulletin(self.request.actor, self.id, posted.get("reason", ""))
        return self._done(gettext("已撤销。"))

    def _done(self, words: str, key: str = "") -> str:
        messages.success(self.request, words)
        return self._here(key)

    def _here(self, key: str) -> str:
        return reverse("progress:bulletin", args=[self.id]) + (f"#{key}" if key else "")


def base_of(request: HttpRequest) -> str:
    """The address of this installation as the person reached it."""
    return request.build_absolute_uri("/").rstrip("/")


@require_safe
def bulletin_word(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """The Word file: of an issued bulletin always the same."""
    name, content = bulletin_file(request.actor, public_id, base_of(request))
    if isinstance(content, bytes):
        return as_file(HttpResponse(content, content_type=WORD), name)
    return file_response(content, name)
