"""Addresses of supervision orders."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web.supervision import board, order, terms, writing

urlpatterns = [
    path("supervision/", board.order_list, name="orders"),
    path("supervision/mine/", board.my_orders, name="orders_mine"),
    path("supervision/proposed/", board.proposed, name="orders_proposed"),
    path("supervision/new/", writing.order_new, name="order_new"),
    path("supervision/terms/<str:code>/", terms.order_terms, name="order_terms"),
    path("supervision/<uuid:public_id>/", order.order_page, name="order"),
    path("supervision/<uuid:public_id>/edit/", writing.order_edit, name="order_edit"),
    path("supervision/events/<uuid:public_id>/file/", order.event_file, name="order_file"),
]
