"""Addresses of indicators."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.indicators.web import screens

app_name = "indicators"
urlpatterns = [
    path("", screens.indicator_list, name="list"),
    path("new/", screens.new_indicator, name="new"),
    path("<slug:code>/", screens.indicator_page, name="page"),
]
