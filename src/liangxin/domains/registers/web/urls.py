"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.registers.web import opening, record, register, types

app_name = "registers"
urlpatterns = [
    path("", register.register_list, name="list"),
    path("new/", opening.new_register, name="new"),
    path("targets/", opening.target_list, name="targets"),
    path("targets/<uuid:public_id>/open/", opening.open_for_target, name="open_for_target"),
    path("types/", types.type_list, name="types"),
    path("types/new/", types.new_type, name="type_new"),
    path("types/<uuid:public_id>/", types.type_page, name="type"),
    path("types/<uuid:public_id>/edit/", types.edit_type, name="type_edit"),
    path("records/<uuid:public_id>/", record.record_page, name="record"),
    path("records/<uuid:public_id>/edit/", record.edit_record, name="record_edit"),
    path("evidence/<uuid:public_id>/", record.evidence_file, name="evidence"),
    path("<uuid:public_id>/", register.register_page, name="page"),
    path("<uuid:public_id>/new/", record.new_record, name="record_new"),
]
