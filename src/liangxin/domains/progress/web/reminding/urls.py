"""Addresses of reminding."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web.reminding import chasing, rules

urlpatterns = [
    path("reminders/", rules.reminder_rules, name="reminders"),
    path("rounds/<uuid:public_id>/remind/", chasing.remind, name="round_remind"),
]
