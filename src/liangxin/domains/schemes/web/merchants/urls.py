"""Addresses of merchants, their applications and shops."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.schemes.terms import ListSubject
from liangxin.domains.schemes.web.goods import workbooks
from liangxin.domains.schemes.web.merchants import applications, screens

MERCHANTS = {"subject": ListSubject.MERCHANTS}

urlpatterns = [
    path("merchants/", screens.merchant_list, name="merchants"),
    path("merchants/template/", screens.merchants_template, name="merchants_template"),
    path("merchants/sent/", workbooks.sent_home, MERCHANTS, name="merchants_sent_home"),
    path("merchants/sent/<str:region>/", workbooks.sent_list, MERCHANTS, name="merchants_sent"),
    path("merchants/<uuid:public_id>/", screens.one_merchant, name="merchant"),
    path("applications/", applications.application_list, name="applications"),
    path("applications/new/", applications.new_application, name="application_new"),
    path("applications/intake/", applications.intake, name="intake"),
    path("applications/<uuid:public_id>/", applications.one_application, name="application"),
    path("applications/<uuid:public_id>/contact/", applications.contact, name="application_contact"),
    path("papers/<uuid:public_id>/", applications.paper, name="paper"),
]
