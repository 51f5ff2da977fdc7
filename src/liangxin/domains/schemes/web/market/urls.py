"""Addresses for everybody: shops, events, a merchant's application."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.schemes.web.market import screens

app_name = "market"
urlpatterns = [
    path("shops/", screens.shops, name="shops"),
    path("events/", screens.events, name="events"),
    path("apply/", screens.apply, name="apply"),
    path("progress/", screens.progress, name="progress"),
]
