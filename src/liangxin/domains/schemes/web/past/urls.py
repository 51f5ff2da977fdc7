"""Addresses of past claims and what-ifs."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.schemes.web.past import sets, trials

urlpatterns = [
    path("past/", sets.past_list, name="past_list"),
    path("past/new/", sets.past_new, name="past_new"),
    path("past/<uuid:public_id>/", sets.past, name="past"),
    path("what-ifs/", trials.trial_list, name="what_ifs"),
    path("what-ifs/<uuid:public_id>/", trials.what_if, name="what_if"),
    path("what-ifs/<uuid:public_id>/progress/", trials.progress, name="what_if_progress"),
    path("versions/<uuid:public_id>/what-if/", trials.ask, name="version_what_if"),
]
