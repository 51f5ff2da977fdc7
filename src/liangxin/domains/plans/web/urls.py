"""Addresses of the plans package."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.plans.web import screens

app_name = "plans"

urlpatterns = [
    path("", screens.show_documents, name="documents"),
    path("upload/", screens.upload, name="upload"),
    path("<uuid:public_id>/", screens.show_reading, name="reading"),
    path("<uuid:public_id>/progress/<uuid:run_id>/", screens.show_progress, name="progress"),
    path("<uuid:public_id>/original/", screens.download_original, name="original"),
    path("<uuid:public_id>/findings.json", screens.download_json, name="findings_json"),
    path("<uuid:public_id>/findings.xlsx", screens.download_workbook, name="findings_xlsx"),
    path("<uuid:public_id>/assistant/", screens.ask_assistant, name="ask_assistant"),
    path("<uuid:public_id>/discard/", screens.discard, name="discard"),
    path("<uuid:public_id>/unread/<uuid:finding_id>/settle/", screens.settle, name="settle"),
    path("<uuid:public_id>/unread/<uuid:finding_id>/take/", screens.take, name="take"),
]
