"""What is kept of a party as a Word file, to be handed to it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from liangxin.domains.parties.actions.unmasking import PlainFields
from liangxin.domains.parties.queries.page import FieldLine, PartyPage
from liangxin.engines.official import Align, Block, Column, Heading, OfficialDocument, Paragraph, Table, document_bytes

_KEPT = (Column("内容", 1.5), Column("现存", 3.2), Column("用途和依据", 3.4), Column("保存至", 2.2))
_LOOKS = (Column("时间", 2.2), Column("查看人", 1.6, Align.CENTRE), Column("内容", 2.4), Column("事由", 3.4))


def extract_as_word(page: PartyPage, plain: PlainFields, on: date) -> bytes:
    """All that is kept, for what, on which ground, until when; who looked. `on` is the day it bears."""
    kept = tuple(
        (line.field.label, plain.values.get(line.field, "") or _why_empty(line), _ground(line), _end(line))
        for line in page.lines
    )
    looks = tuple(
        (
            f"{timezone.localtime(look.happened):%Y-%m-%d %H:%M}",
            look.actor_name,
            "、".join(field.label for field in look.fields),
            look.reason,
        )
        for look in page.looks
    )
    blocks: list[Block] = [
        Paragraph(f"截至{on.year}年{on.month}月{on.day}日，本系统保存的内容如下。来源：{page.source}。"),
        Heading(1, "保存的内容"),
        Table(_KEPT, kept, landscape=True),
        Heading(1, "查看过原文的人员"),
        Table(_LOOKS, looks, landscape=True) if looks else Paragraph("没有人查看过原文。"),
    ]
    return document_bytes(OfficialDocument("本人信息清单", tuple(blocks), numbered=True, created_on=on))


def _ground(line: FieldLine) -> str:
    said = f"{line.purpose}；{line.basis.label}"
    if line.consented_on and not line.withdrawn_on:
        said += f"（{line.consented_on.isoformat()}，告知书{line.wording}）"
    return said


def _end(line: FieldLine) -> str:
    if line.kept_until:
        return line.kept_until.isoformat()
    if line.days is None:
        return "长期"
    return "角色终止后起算" if line.shown else "—"


def _why_empty(line: FieldLine) -> str:
    if line.emptied_on and line.emptied_for:
        return f"已于{line.emptied_on.isoformat()}清空（{line.emptied_for.label}）"
    return "未登记"
