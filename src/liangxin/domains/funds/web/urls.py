"""Addresses of funds."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.funds.web import budgets, entries, overview, sources

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
]
