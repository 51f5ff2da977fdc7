"""Addresses of reviewing."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.claims.web.review import desk, lists

urlpatterns = [
    path("", lists.claim_list, name="list"),
    path("counter/", lists.counter, name="counter"),
    path("draws/", lists.draws, name="draws"),
    path("draws/public/", lists.draws_for_all, name="draws_public"),
    path("review/", desk.review, name="review"),
    path("review/settings/", lists.settings, name="review_settings"),
    path("review/batch/", desk.batch, name="batch"),
    path("review/<str:number>/", desk.review_case, name="review_case"),
    path("review/<str:number>/case/", desk.case_part, name="case_part"),
    path("review/<str:number>/unmask/", desk.unmask, name="unmask"),
]
