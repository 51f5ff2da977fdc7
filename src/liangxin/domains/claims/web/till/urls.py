"""Addresses of sales at tills and of tills' keys."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.claims.web.till import sale, screens

urlpatterns = [
    path("sales/", screens.sale_list, name="sales"),
    path("sales/<uuid:public_id>/", sale.one_sale, name="sale"),
    path("tills/", screens.till_list, name="tills"),
    path("tills/<uuid:public_id>/", screens.one_till, name="till"),
]
