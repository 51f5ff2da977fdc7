"""Addresses of standards."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.standards.web import certificates, screens

app_name = "standards"
urlpatterns = [
    path("", screens.standard_list, name="list"),
    path("new/", screens.new_standard, name="new"),
    path("certificates/", certificates.certificate_list, name="certificates"),
    path("certificates/new/", certificates.new_certificate, name="certificate_new"),
    path("certificates/<uuid:public_id>/file/", certificates.certificate_file, name="certificate_file"),
    path("<uuid:public_id>/", screens.standard_page, name="page"),
    path("<uuid:public_id>/edit/", screens.edit_standard, name="edit"),
]
