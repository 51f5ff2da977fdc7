"""Addresses of schemes for staff, by subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from liangxin.domains.schemes.web.past.urls import urlpatterns as of_past
from liangxin.domains.schemes.web.scheme.urls import urlpatterns as of_schemes

app_name = "schemes"
urlpatterns: list[URLPattern | URLResolver] = [
    *of_schemes,
    path("", include("liangxin.domains.schemes.web.goods.urls")),
    path("", include("liangxin.domains.schemes.web.merchants.urls")),
    path("", include("liangxin.domains.schemes.web.events.urls")),
    *of_past,
]
