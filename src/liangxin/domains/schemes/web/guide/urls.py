"""Addresses of the guide for everybody. The place stands in the address: nothing is kept in the browser."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.schemes.web.guide import calculator, pages

app_name = "guide"
_SCHEME = "<slug:region>/<uuid:scheme_id>/"
urlpatterns = [
    path("", pages.places, name="places"),
    path("<slug:region>/", pages.region, name="region"),
    path(_SCHEME, pages.scheme, name="scheme"),
    path(f"{_SCHEME}rulebook.yaml", pages.rulebook_file, {"part": "local"}, name="rulebook"),
    path(f"{_SCHEME}rules.yaml", pages.rulebook_file, {"part": "rules"}, name="rules"),
    path(f"{_SCHEME}calculate/", calculator.calculate, name="calculate"),
    path(f"{_SCHEME}decision.json", calculator.decision_file, name="decision"),
]
