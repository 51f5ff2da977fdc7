"""Screens of the big screen: the page, its tiles alone for the page that asks again, the office's arrangement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.faces.workbench.errors import PlaceUnreadable, ScreenNotFound, SecondsUnfit
from liangxin.faces.workbench.screen.access import get_screen_region
from liangxin.faces.workbench.screen.arranging import ArrangementDraft, arrange_screen
from liangxin.faces.workbench.screen.sessions import keep_signed_in
from liangxin.faces.workbench.screen.showing import Arrangement, arrangement_of, followed_from, views_shown
from liangxin.faces.workbench.terms import SECONDS_LEAST, SECONDS_MOST, Power, ScreenLook
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.posted import answer, typed_term
from liangxin.foundation.ui.tiles import screen_tiles

MOST_PLACES = 99


@require_safe
def screen_here(request: OfficeRequest) -> HttpResponse:
    """The screen of the widest region of which the person sees one."""
    path = next((path for path in request.actor.paths(Power.SCREEN) if path), "")
    if not path:
        raise ScreenNotFound
    return HttpResponseRedirect(reverse("screen", args=[path.rstrip("/").rpartition("/")[2]]))


@require_safe
def screen(request: OfficeRequest, code: str) -> HttpResponse:
    """The whole screen."""
    return _shown(request, code, "workbench/screen/screen.html")


@require_safe
def tiles(request: OfficeRequest, code: str) -> HttpResponse:
    """What the page asks for each minute."""
    return _shown(request, code, "workbench/screen/views.html")


def _shown(request: OfficeRequest, code: str, template: str) -> HttpResponse:
    region = get_screen_region(request.actor, code)
    keep_signed_in(request, request.actor)
    chosen = arrangement_of(region)
    context = {
        "region": region,
        "chosen": chosen,
        "views": views_shown(request.actor, region, chosen.tiles, timezone.localdate()),
        "followed": followed_from(request.actor, region, chosen.tiles),
        "made_at": timezone.localtime(),
        "may_arrange": request.actor.may(Power.ARRANGE, region.path),
    }
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: OfficeRequest, code: str) -> HttpResponse:
    """Which tiles, in which order, how long, light or dark."""
    region = get_screen_region(request.actor, code, Power.ARRANGE)

    def save(posted: QueryDict) -> str:
        look = typed_term(posted, "look", ScreenLook, _("外观"))
        arrange_screen(request.actor, code, ArrangementDraft(_typed_tiles(posted), _typed_seconds(posted), look))
        messages.success(request, gettext("大屏已重新安排，正在显示的大屏一分钟内更新。"))
        return reverse("screen-arrange", args=[code])

    chosen = arrangement_of(region)
    typed = {"seconds": str(chosen.seconds), "look": chosen.look.value}
    return answer(
        request,
        "workbench/screen/arrange.html",
        {"arrange": save},
        typed=typed,
        context=lambda: _offered(request, region, chosen),
    )


def _offered(request: OfficeRequest, region: regions.RegionCard, chosen: Arrangement) -> dict[str, Any]:
    """Every tile with its place, those that are shown first."""
    places = {tile.code: str(number) for number, tile in enumerate(chosen.tiles, 1)}
    kept = [*chosen.tiles, *(tile for tile in screen_tiles() if tile.code not in places)]
    return {
        "region": region,
        "tiles": [(tile, request.POST.get(tile.code, places.get(tile.code, ""))) for tile in kept],
        "looks": [(look.value, gettext(look.label)) for look in ScreenLook],
    }


def _typed_tiles(posted: QueryDict) -> list[str]:
    """The codes by the places typed; an empty place leaves a tile out. Raises PlaceUnreadable."""
    places = []
    for order, tile in enumerate(screen_tiles()):
        typed = posted.get(tile.code, "").strip()
        if not typed:
            continue
        if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= MOST_PLACES):
            raise PlaceUnreadable(field=tile.code, tile=str(tile.title), typed=typed[:10])
        places.append((int(typed), order, tile.code))
    return [code for _place, _order, code in sorted(places)]


def _typed_seconds(posted: QueryDict) -> int:
    typed = posted.get("seconds", "").strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 5):
        raise SecondsUnfit(field="seconds", least=SECONDS_LEAST, most=SECONDS_MOST)
    return int(typed)
