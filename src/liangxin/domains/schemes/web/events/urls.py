"""Addresses of promotion events."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.schemes.web.events import screens

urlpatterns = [
    path("events/", screens.event_list, name="events"),
    path("events/new/", screens.new_event, name="event_new"),
    path("events/<uuid:public_id>/", screens.one_event, name="event"),
    path("events/<uuid:public_id>/edit/", screens.edit_event, name="event_edit"),
    path("events/<uuid:public_id>/proof/<int:result_id>/", screens.proof, name="event_proof"),
]
