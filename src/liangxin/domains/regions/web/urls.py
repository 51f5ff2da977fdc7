"""Addresses of regions."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.regions.web import divisions, people, team, units

app_name = "regions"
urlpatterns = [
    path("", divisions.region_list, name="list"),
    path("units/", units.unit_list, name="units"),
    path("units/new/", units.new_unit, name="unit_new"),
    path("units/<uuid:public_id>/", units.unit_page, name="unit"),
    path("members/", people.member_list, name="members"),
    path("members/new/", people.new_member, name="member_new"),
    path("members/<uuid:public_id>/", people.member_page, name="member"),
    path("roles/", people.roles, name="roles"),
    path("roles/<uuid:public_id>/", people.role_page, name="role"),
    path("<slug:code>/", divisions.region_page, name="page"),
    path("<slug:code>/team/", team.team_page, name="team"),
    path("<slug:code>/team/<uuid:public_id>/", team.roster_line, name="roster_line"),
]
