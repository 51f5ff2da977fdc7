"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.registers.web import (
    batches,
    counted,
    imports,
    manage,
    opening,
    record,
    register,
    types,
    workbooks,
)

app_name = "registers"
urlpatterns = [
    path("", register.register_list, name="list"),
    path("new/", opening.new_register, name="new"),
    path("targets/", opening.target_list, name="targets"),
    path("targets/<uuid:public_id>/open/", opening.open_for_target, name="open_for_target"),
    path("counted/", counted.counted_list, name="counted"),
    path("types/", types.type_list, name="types"),
    path("types/new/", types.new_type, name="type_new"),
    path("types/<uuid:public_id>/", types.type_page, name="type"),
    path("types/<uuid:public_id>/edit/", types.edit_type, name="type_edit"),
    path("types/<uuid:public_id>/template/", workbooks.type_template, name="type_template"),
    path("imports/<uuid:public_id>/", imports.import_page, name="import"),
    path("imports/<uuid:public_id>/rows/", imports.import_rows, name="import_rows"),
    path("imports/<uuid:public_id>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<uuid:public_id>/file/", imports.original, name="import_file"),
    path("imports/<uuid:public_id>/marked/", imports.marked_copy, name="import_marked"),
    path("records/<uuid:public_id>/", record.record_page, name="record"),
    path("records/<uuid:public_id>/edit/", record.edit_record, name="record_edit"),
    path("evidence/<uuid:public_id>/", record.evidence_file, name="evidence"),
    path("<uuid:public_id>/", register.register_page, name="page"),
    path("<uuid:public_id>/manage/", manage.manage_register, name="manage"),
    path("<uuid:public_id>/template/", workbooks.register_template, name="template"),
    path("<uuid:public_id>/imports/", imports.imports, name="imports"),
    path("<uuid:public_id>/batch/", batches.batch, name="batch"),
    path("<uuid:public_id>/new/", record.new_record, name="record_new"),
]
