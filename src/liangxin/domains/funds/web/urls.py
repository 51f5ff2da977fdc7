"""Addresses of funds."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.funds.web import batches, budgets, clawbacks, entries, overview, sources, statements

app_name = "funds"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("budgets/", budgets.budget_list, name="budgets"),
    path("budgets/new/", budgets.new_budget, name="budget_new"),
    path("budgets/<uuid:public_id>/", budgets.budget_page, name="budget"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/new/", sources.new_source, name="source_new"),
    path("sources/<uuid:public_id>/", sources.source_page, name="source"),
    path("allotments/<uuid:public_id>/file/", sources.allotment_file, name="allotment_file"),
    path("shares/", sources.share_list, name="shares"),
    path("entries/", entries.entry_list, name="entries"),
    path("entries/<int:entry_id>/", entries.entry_page, name="entry"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/<uuid:public_id>/", batches.batch_page, name="batch"),
    path("batches/<uuid:public_id>/bank-file/<str:form>/", batches.bank_file, name="bank_file"),
    path("batches/<uuid:public_id>/notice/", batches.notice, name="batch_notice"),
    path("payments/<uuid:public_id>/", batches.payment_page, name="payment"),
    path("statements/", statements.statement_list, name="statements"),
    path("differences/", statements.difference_list, name="differences"),
    path("differences/<uuid:public_id>/", statements.difference_page, name="difference"),
    path("clawbacks/", clawbacks.clawback_list, name="clawbacks"),
    path("clawbacks/new/", clawbacks.new_clawback, name="clawback_new"),
    path("clawbacks/<uuid:public_id>/", clawbacks.clawback_page, name="clawback"),
    path("clawbacks/<uuid:public_id>/receipts/<int:receipt_id>/", clawbacks.receipt_file, name="receipt_file"),
    path("roots/", clawbacks.root_list, name="roots"),
]
