"""Addresses of the workbench."""

from __future__ import annotations

from django.urls import path

from liangxin.faces.workbench import account, home, jobs, preferences, sign_in

urlpatterns = [
    path("home/", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("jobs/", jobs.my_jobs, name="jobs"),
    path("jobs/<uuid:public_id>/", jobs.progress, name="job"),
    path("language/", preferences.choose_language, name="choose-language"),
    path("theme/", preferences.choose_theme, name="choose-theme"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/second-factor/", sign_in.second_factor, name="second-factor"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", account.overview, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/second-factor/", account.begin_second_factor, name="account-second-factor"),
    path("account/second-factor/confirm/", account.confirm_second_factor, name="account-second-factor-confirm"),
    path("account/second-factor/drop/", account.drop_second_factor, name="account-second-factor-drop"),
    path("account/recovery-codes/", account.renew_recovery_codes, name="account-recovery-codes"),
]
