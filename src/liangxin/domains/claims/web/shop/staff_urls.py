"""Addresses of merchants' accounts for staff."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.claims.web.shop import accounts

urlpatterns = [
    path("merchants/", accounts.merchant_list, name="merchants"),
    path("merchants/<uuid:public_id>/", accounts.one_merchant, name="merchant_accounts"),
]
