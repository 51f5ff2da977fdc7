"""Addresses of the level above's own workbooks."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web.upper import forms

urlpatterns = [
    path("upper/", forms.form_list, name="upper_forms"),
    path("upper/<uuid:public_id>/", forms.form_page, name="upper_form"),
    path("upper/<uuid:public_id>/empty/", forms.empty, name="upper_form_file"),
    path("upper/fillings/<uuid:public_id>/", forms.filling, name="upper_filling"),
    path("upper/fillings/<uuid:public_id>/file/", forms.filled_file, name="upper_filling_file"),
]
