"""The list of plan documents."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liangxin.domains.plans.queries.documents import DocumentCard, document_cards
from liangxin.domains.plans.terms import DocumentState
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter

NOT_STATED = _("文件未载明")


def _address(card: DocumentCard) -> str:
    return reverse("plans:reading", args=[card.public_id])


def _count(name: str, label: Any, unit: Any) -> Column:
    return Column(name, label, show=Show.NUMBER, unit=unit, sort=name, missing=_("尚未读出"))


DOCUMENTS = ListScreen(
    name="plans",
    title=_("方案"),
    order="-uploaded_at",
    columns=[
        Column("title", _("方案"), "shown_title", sort="title", link=_address),
        Column("region", _("地区"), sort="region__code"),
        Column("number", _("文号"), "document_number", sort="document_number", missing=NOT_STATED),
        Column("issued", _("成文日期"), "issued_on", Show.DAY, sort="issued_on", missing=NOT_STATED),
        _count("targets", _("目标"), _("条")),
        _count("tasks", _("任务"), _("项")),
        _count("waiting", _("待审"), _("条")),
        Column("stage", _("进度"), show=Show.STATE),
        Column("uploaded", _("上传时间"), "uploaded_at", Show.MOMENT, sort="uploaded_at"),
        Column("uploaded_by", _("上传人")),
    ],
    filters=[
        TextFilter("q", _("标题、文号或文件名"), ("title", "document_number", "name")),
        ChoiceFilter("state_is", _("状态"), "state", DocumentState),
        DateRangeFilter("on", _("成文日期"), "issued_on"),
    ],
    empty=Empty(
        _("还没有方案"),
        _("把印发的方案文件（Word、PDF、OFD、网页或文本）拖进来，一秒钟读出目标、任务和责任单位，审核后发布到各单位。"),
        _("上传方案"),
        "plans:upload",
    ),
    cards=document_cards,
)
