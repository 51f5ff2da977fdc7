"""Addresses of drives and vouchers for staff."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.claims.web.drives import screens

urlpatterns = [
    path("drives/", screens.drive_list, name="drives"),
    path("drives/new/", screens.new_drive, name="drive_new"),
    path("drives/<uuid:public_id>/", screens.drive, name="drive"),
    path("drives/<uuid:public_id>/now/", screens.drive_now, name="drive_now"),
    path("vouchers/", screens.voucher_list, name="vouchers"),
]
