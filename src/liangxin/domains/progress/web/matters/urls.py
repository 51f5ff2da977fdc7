"""Addresses of matters raised for decision."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web.matters import matters

urlpatterns = [
    path("matters/", matters.matter_list, name="matters"),
    path("matters/new/", matters.matter_new, name="matter_new"),
    path("matters/<uuid:public_id>/", matters.matter_page, name="matter"),
    path("matters/<uuid:public_id>/edit/", matters.matter_edit, name="matter_edit"),
]
