"""Addresses of meetings of the work team."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web.meetings import meeting, planning

urlpatterns = [
    path("meetings/", planning.meeting_list, name="meetings"),
    path("meetings/new/", planning.meeting_new, name="meeting_new"),
    path("meetings/<uuid:public_id>/", meeting.meeting_page, name="meeting"),
    path("meetings/<uuid:public_id>/edit/", planning.meeting_edit, name="meeting_edit"),
    path("meetings/minutes/<uuid:public_id>/", meeting.minute, name="meeting_minute"),
]
