"""Addresses of parties."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.parties.web import finding, forms, lists, looks, pairs, party

app_name = "parties"
urlpatterns = [
    path("", lists.enterprise_list, name="enterprises"),
    path("new/", forms.new_enterprise, name="new_enterprise"),
    path("people/", lists.person_list, name="people"),
    path("people/new/", forms.new_person, name="new_person"),
    path("find/", finding.find, name="find"),
    path("duplicates/", pairs.pair_list, name="pairs"),
    path("duplicates/look/", pairs.look_for_pairs, name="look_for_pairs"),
    path("duplicates/<uuid:pair_id>/", pairs.one_pair, name="pair"),
    path("unmaskings/", looks.unmasking_list, name="unmaskings"),
    path("<uuid:public_id>/", party.party_page, name="page"),
    path("<uuid:public_id>/edit/", forms.edit_party, name="edit"),
    path("<uuid:public_id>/unmask/", looks.unmask_fields, name="unmask"),
    path("<uuid:public_id>/extract/", looks.extract, name="extract"),
]
