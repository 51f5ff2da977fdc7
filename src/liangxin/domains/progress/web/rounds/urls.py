"""Addresses of rounds and returns."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web.rounds import returns, rounds, workbooks

urlpatterns = [
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<uuid:public_id>/", rounds.round_board, name="round"),
    path("rounds/<uuid:public_id>/answers/", workbooks.answers, name="round_answers"),
    path("rounds/<uuid:public_id>/close/", rounds.round_close, name="round_close"),
    path("rounds/<uuid:public_id>/reopen/", rounds.round_reopen, name="round_reopen"),
    path("returns/", returns.return_list, name="returns"),
    path("returns/<uuid:public_id>/", returns.return_page, name="return"),
    path("returns/<uuid:public_id>/workbook/", workbooks.return_file, name="return_file"),
    path("returns/workbooks/<uuid:public_id>/", workbooks.workbook, name="return_workbook"),
    path("returns/workbooks/<uuid:public_id>/marked/", workbooks.marked, name="return_marked"),
    path("returns/fields/<uuid:public_id>/", returns.field, name="return_field"),
    path("returns/fields/<uuid:public_id>/assure/", returns.assure, name="return_assure"),
    path("returns/fields/<uuid:public_id>/ask/", returns.ask, name="return_ask"),
    path("returns/questions/<uuid:public_id>/answer/", returns.answer_question, name="return_answer"),
]
