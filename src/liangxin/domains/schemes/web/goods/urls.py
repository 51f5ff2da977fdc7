"""Addresses of goods, and of the workbooks of goods and merchants."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.schemes.terms import ListSubject
from liangxin.domains.schemes.web.goods import screens, workbooks

GOODS = {"subject": ListSubject.GOODS}

urlpatterns = [
    path("goods/", screens.goods_list, name="goods"),
    path("goods/new/", screens.new_goods, name="goods_new"),
    path("goods/template/", screens.goods_template, name="goods_template"),
    path("goods/sent/", workbooks.sent_home, GOODS, name="goods_sent_home"),
    path("goods/sent/<str:region>/", workbooks.sent_list, GOODS, name="goods_sent"),
    path("goods/<uuid:public_id>/", screens.one_goods, name="goods_page"),
    path("goods/<uuid:public_id>/edit/", screens.edit_goods, name="goods_edit"),
    path("sent/<uuid:public_id>/", workbooks.one_sent, name="sent"),
    path("sent/<uuid:public_id>/lines/", workbooks.sent_lines_of, name="sent_lines"),
    path("sent/<uuid:public_id>/original/", workbooks.sent_original, name="sent_original"),
    path("sent/<uuid:public_id>/marked/", workbooks.sent_marked, name="sent_marked"),
]
