"""Addresses of schemes and their versions."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.schemes.web.scheme import deciding, editing, new, pages

urlpatterns = [
    path("", pages.scheme_list, name="list"),
    path("new/", new.new_scheme, name="new"),
    path("here/", pages.schemes_here, name="here"),
    path("<uuid:public_id>/", pages.scheme, name="scheme"),
    path("versions/<uuid:public_id>/", pages.version, name="version"),
    path("versions/<uuid:public_id>/text/", editing.text, name="version_text"),
    path("versions/<uuid:public_id>/text/save/", editing.save_text, name="version_save"),
    path("versions/<uuid:public_id>/terms/", editing.terms, name="version_terms"),
    path("versions/<uuid:public_id>/terms/<str:line>/file/", editing.confirmation, name="version_file"),
    path("versions/<uuid:public_id>/check/", editing.check, name="version_check"),
    path("versions/<uuid:public_id>/changes/", deciding.changes, name="version_changes"),
    path("versions/<uuid:public_id>/trial/", deciding.trial, name="version_trial"),
    path("versions/<uuid:public_id>/decide/", deciding.decide, name="version_decide"),
    path("versions/<uuid:public_id>/trail/", pages.trail, name="version_trail"),
]
