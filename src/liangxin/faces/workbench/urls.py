"""Addresses of the workbench."""

from __future__ import annotations

from django.urls import path

from liangxin.faces.workbench import account, channels, home, job_pages, messages, preferences, sign_in
from liangxin.faces.workbench.screen import web as big_screen

urlpatterns = [
    path("home/", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("screen/", big_screen.screen_here, name="screen-here"),
    path("screen/<str:code>/", big_screen.screen, name="screen"),
    path("screen/<str:code>/tiles/", big_screen.tiles, name="screen-tiles"),
    path("screen/<str:code>/arrange/", big_screen.arrange, name="screen-arrange"),
    path("jobs/", job_pages.my_jobs, name="jobs"),
    path("jobs/<uuid:public_id>/", job_pages.progress, name="job"),
    path("messages/", messages.my_messages, name="messages"),
    path("messages/read/", messages.read_messages, name="messages-read"),
    path("messages/<uuid:public_id>/", messages.open_message, name="message-open"),
    path("messages/<uuid:public_id>/read/", messages.read_message, name="message-read"),
    path("channels/", channels.channel_list, name="channels"),
    path("channels/new/", channels.channel_new, name="channel-new"),
    path("channels/<uuid:public_id>/", channels.channel_page, name="channel"),
    path("account/messages/", messages.choice, name="message-choice"),
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
