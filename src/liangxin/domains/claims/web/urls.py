"""Addresses of claims for staff, by subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "claims"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("liangxin.domains.claims.web.till.urls")),
    path("", include("liangxin.domains.claims.web.drives.urls")),
    path("", include("liangxin.domains.claims.web.review.urls")),
    path("", include("liangxin.domains.claims.web.shop.staff_urls")),
    path("settlement/", include("liangxin.domains.claims.web.settlement.urls")),
]
