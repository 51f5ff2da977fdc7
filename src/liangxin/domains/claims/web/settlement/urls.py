"""Addresses of settlement."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.claims.web.settlement import collecting

urlpatterns = [path("", collecting.settlement, name="settlement")]
