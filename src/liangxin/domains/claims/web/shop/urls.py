"""Addresses of a merchant's own pages."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.claims.web.shop import pages

app_name = "shop"
urlpatterns = [
    path("", pages.settlement, name="settlement"),
    path("settlement/<str:month>.csv", pages.settlement_file, name="settlement_file"),
]
