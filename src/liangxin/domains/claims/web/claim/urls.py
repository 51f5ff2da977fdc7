"""Addresses of a citizen's own after-sale claims."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.claims.web.claim import pages

app_name = "my_claims"
urlpatterns = [
    path("", pages.own, name="list"),
    path("new/<uuid:scheme_id>/", pages.new, name="new"),
    path("documents/<uuid:document_id>/", pages.document, name="document"),
    path("documents/<uuid:document_id>/page/", pages.document_page, name="document_page"),
    path("<str:number>/", pages.claim, name="claim"),
    path("<str:number>/decide/", pages.decide, name="decide"),
]
