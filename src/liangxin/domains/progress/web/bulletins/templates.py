"""Templates of an office: the list with what is shipped, the editor with a preview beside it, the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.queries.bulletins.cards import (
    TemplatePage,
    paper_card,
    preview,
    template_lines,
)
from liangxin.domains.progress.queries.bulletins.cards import template_page as template_seen
from liangxin.domains.progress.rules.bulletins.presets import preset_of
from liangxin.domains.progress.rules.bulletins.template import Faulty, Template, faults_of, pieces_for
from liangxin.domains.progress.rules.bulletins.vocabulary import words_for
from liangxin.domains.progress.terms import BulletinKind, Piece
from liangxin.domains.progress.web.bulletins.bulletins import place_chosen
from liangxin.domains.progress.web.bulletins.forms import moved, template_from
from liangxin.domains.progress.web.bulletins.shown import shown_sections
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer, typed_term
from liangxin.foundation.ui.refusals import STATUS, refusal_words
from liangxin.kernel.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def template_list(request: OfficeRequest) -> HttpResponse:
    """The office's own templates, what is shipped to copy from, and how its bulletins look on paper."""
    place, places = place_chosen(request)
    here = f"{reverse('progress:bulletin_templates')}?region={place.code}"

    def copy(posted: QueryDict) -> str:
        kind = typed_term(posted, "kind", BulletinKind, _("类别"))
        made = progress.copy_preset(request.actor, place.code, kind, posted.get("name", ""))
        messages.success(request, gettext("已复制，可以修改了。"))
        return reverse("progress:bulletin_template", args=[made])

    def paper(posted: QueryDict) -> str:
        names = ("signed_by", "red_head", "number_prefix", "body_font", "title_font")
        progress.set_paper(request.actor, place.code, progress.PaperDraft(*(posted.get(name, "") for name in names)))
        messages.success(request, gettext("已设定，今后签发的简报照此排版。"))
        return here

    kept = paper_card(request.actor, place.code)
    typed = {
        "kind": BulletinKind.MONTHLY.value,
        "name": "",
        "signed_by": kept.signed_by,
        "red_head": kept.red_head,
        "number_prefix": kept.number,
        "body_font": kept.body_font,
        "title_font": kept.title_font,
    }

    def context() -> Mapping[str, Any]:
        return {
            "place": place,
            "places": places,
            "own": template_lines(request.actor, place.code),
            "shipped": [(preset_of(kind).name, gettext(kind.label)) for kind in BulletinKind],
            "kinds": [(kind.value, gettext(kind.label)) for kind in BulletinKind],
        }

    deeds = {"copy": copy, "paper": paper}
    return answer(request, "progress/bulletins/templates.html", deeds, typed=typed, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
def template_page(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The editor: a move or a look changes the form only; saving makes the next version."""
    page = template_seen(request.actor, public_id)
    if request.method != "POST":
        return _editor(request, page, page.template, page.line.version, [])
    seen = request.POST.get("seen", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
    template = moved(template_from(request.POST, page.line.kind), request.POST.get("move", ""))
    if request.POST.get("deed") != "save":
        return _editor(request, page, template, version, faults_of(template))
    try:
        number = progress.save_template(request.actor, public_id, template, version)
    except Refusal as refusal:
        return _editor(request, page, template, version, faults_of(template), refusal)
    messages.success(request, gettext("已保存为第%(number)s版；以前写的简报不变。") % {"number": number})
    return _editor(request, template_seen(request.actor, public_id), template, number, [])


def _editor(
    request: OfficeRequest,
    page: TemplatePage,
    template: Template,
    version: int,
    faults: list[Faulty],
    refusal: Refusal | None = None,
) -> HttpResponse:
    kind = page.line.kind
    content = None if faults else preview(request.actor, page.line.region_code, template, timezone.localdate())
    context = {
        "page": page,
        "template": template,
        "version": version,
        "sections": _sections(template, faults),
        "faults": {name: _by_place(faults).get(name, []) for name in ("title", "addressee", "number", "sections")},
        "count": len(faults),
        "pieces": [(piece.value, gettext(piece.label)) for piece in pieces_for(kind)],
        "words": words_for(kind).items(),
        "preview": content,
        "preview_sections": shown_sections(content, {}) if content else [],
        "refusal": refusal_words(refusal) if refusal else None,
    }
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "progress/bulletins/template.html", context, status=status)


def _sections(template: Template, faults: list[Faulty]) -> list[dict[str, Any]]:
    """The sections with their places in the form and what is wrong at each."""
    said = _by_place(faults)
    return [
        {
            "place": f"s{at}",
            "heading": section.heading,
            "attached": section.attached,
            "faults": said.get(f"s{at}", []),
            "blocks": [
                {
                    "place": f"s{at}-b{number}",
                    "piece": block.piece,
                    "text": block.text,
                    "is_text": block.piece == Piece.TEXT,
                    "faults": said.get(f"s{at}-b{number}", []),
                }
                for number, block in enumerate(section.blocks)
            ],
        }
        for at, section in enumerate(template.sections)
    ]


def _by_place(faults: list[Faulty]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in faults:
        found.setdefault(one.place, []).append(gettext(one.fault.label) % {"what": one.what})
    return found
