"""Targets and tasks as files for other hands: Word in the layout of official documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from liangxin.domains.plans.queries.promises import TaskCard
from liangxin.domains.plans.terms import TaskKind
from liangxin.engines.official import Align, Block, Column, Heading, OfficialDocument, Paragraph, Table, document_bytes

_COLUMNS = (
    Column("序号", 0.7, Align.CENTRE),
    Column("任务", 4.6),
    Column("牵头单位", 2.2),
    Column("责任单位", 3.2),
    Column("期限", 1.1, Align.CENTRE),
)


def tasks_as_word(title: str, cards: Sequence[TaskCard], on: date) -> bytes:
    """The breakdown of tasks as a .docx file: plan by plan, a table for each chapter. `on` is the day it bears."""
    blocks: list[Block] = []
    numerals = iter(range(1, len(cards) + 1))
    in_order = sorted(cards, key=lambda card: (card.home.plan_title, card.sequence))
    for plan, of_plan in groupby(in_order, key=lambda card: card.home.plan_title):
        blocks.append(Paragraph(f"根据《{plan}》，将任务分解如下。"))
        for chapter, tasks in groupby(of_plan, key=_chapter_of):
            blocks.append(Heading(1, chapter))
            blocks.append(Table(_COLUMNS, tuple(_row(next(numerals), card) for card in tasks)))
    if not cards:
        blocks.append(Paragraph("没有符合条件的任务。"))
    return document_bytes(OfficialDocument(title, tuple(blocks), created_on=on))


def _chapter_of(card: TaskCard) -> str:
    if card.chapter:
        return card.chapter
    return "附件所列举措" if card.kind is TaskKind.MEASURE_ITEM else "其他任务"


def _row(number: int, card: TaskCard) -> tuple[str, ...]:
    due = card.due or (f"{card.deadline}年" if card.deadline else "")
    return str(number), card.title, card.lead, card.supporting, due
