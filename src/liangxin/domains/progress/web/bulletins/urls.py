"""Addresses of bulletins and templates."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web.bulletins import bulletins, templates

urlpatterns = [
    path("bulletins/", bulletins.bulletin_list, name="bulletins"),
    path("bulletins/new/", bulletins.bulletin_new, name="bulletin_new"),
    path("bulletins/templates/", templates.template_list, name="bulletin_templates"),
    path("bulletins/templates/<uuid:public_id>/", templates.template_page, name="bulletin_template"),
    path("bulletins/<uuid:public_id>/", bulletins.bulletin_page, name="bulletin"),
    path("bulletins/<uuid:public_id>/word/", bulletins.bulletin_word, name="bulletin_word"),
]
