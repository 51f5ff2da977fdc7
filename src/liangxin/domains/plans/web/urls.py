"""Addresses of the plans package."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.plans.web import alignment, difference, edition, promises, review, screens

app_name = "plans"

urlpatterns = [
    path("", screens.show_documents, name="documents"),
    path("upload/", screens.upload, name="upload"),
    path("being-read/", screens.show_being_read, name="being_read"),
    path("alignment/", alignment.show_alignment, name="alignment"),
    path("targets/", promises.show_targets, name="targets"),
    path("targets/word/", promises.download_targets, name="targets_word"),
    path("targets/<uuid:public_id>/", promises.show_target, name="target"),
    path("tasks/", promises.show_tasks, name="tasks"),
    path("tasks/mine/", promises.show_my_tasks, name="my_tasks"),
    path("tasks/word/", promises.download_tasks, name="tasks_word"),
    path("tasks/<uuid:public_id>/", promises.show_task, name="task"),
    path("of/<uuid:public_id>/", edition.show_plan, name="plan"),
    path("<uuid:public_id>/", screens.show_reading, name="reading"),
    path("<uuid:public_id>/progress/<uuid:run_id>/", screens.show_progress, name="progress"),
    path("<uuid:public_id>/original/", screens.download_original, name="original"),
    path("<uuid:public_id>/findings.json", screens.download_json, name="findings_json"),
    path("<uuid:public_id>/findings.xlsx", screens.download_workbook, name="findings_xlsx"),
    path("<uuid:public_id>/discard/", screens.discard, name="discard"),
    path("<uuid:public_id>/assistant/", review.ask_assistant, name="ask_assistant"),
    path("<uuid:public_id>/changes/", review.show_changes, name="changes"),
    path("<uuid:public_id>/accept/", review.accept_all, name="accept_all"),
    path("<uuid:public_id>/add/", review.add, name="add"),
    path("<uuid:public_id>/findings/<uuid:finding_id>/", review.show_line, name="line"),
    path("<uuid:public_id>/findings/<uuid:finding_id>/settle/", review.settle, name="settle"),
    path("<uuid:public_id>/findings/<uuid:finding_id>/correct/", review.correct, name="correct"),
    path("<uuid:public_id>/findings/<uuid:finding_id>/split/", review.split, name="split"),
    path("<uuid:public_id>/findings/<uuid:finding_id>/merge/", review.merge, name="merge"),
    path("<uuid:public_id>/findings/<uuid:finding_id>/take/", review.take, name="take"),
    path("<uuid:public_id>/names/", review.create_units, name="create_units"),
    path("<uuid:public_id>/names/<uuid:name_id>/", review.name_unit, name="name_unit"),
    path("<uuid:public_id>/roster/", review.take_roster, name="take_roster"),
    path("<uuid:public_id>/place/", edition.place, name="place"),
    path("<uuid:public_id>/submit/", edition.submit, name="submit"),
    path("<uuid:public_id>/send-back/", edition.send_back, name="send_back"),
    path("<uuid:public_id>/publish/", edition.publish, name="publish"),
    path("<uuid:public_id>/difference/", difference.show_difference, name="difference"),
    path("<uuid:public_id>/difference/check/", difference.check, name="check"),
    path("<uuid:public_id>/difference/pair/<uuid:finding_id>/", difference.pair, name="pair"),
]
