"""Targets and tasks as files for other hands: Word in the layout of official documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from liangxin.domains.plans.queries.promises import TargetCard, TaskCard
from liangxin.domains.plans.terms import TaskKind
from liangxin.engines.official import Align, Block, Column, Heading, OfficialDocument, Paragraph, Table, document_bytes

_TASK_COLUMNS = (
    Column("序号", 0.8, Align.CENTRE),
    Column("任务", 4.6),
    Column("牵头单位", 2.2),
    Column("责任单位", 3.2),
    Column("期限", 1.3, Align.CENTRE),
)
_TARGET_COLUMNS = (
    Column("序号", 0.8, Align.CENTRE),
    Column("目标", 4.4),
    Column("目标值", 2.0, Align.CENTRE),
    Column("期限", 1.3, Align.CENTRE),
    Column("牵头单位", 3.2),
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
            blocks.append(Table(_TASK_COLUMNS, tuple(_row(next(numerals), card) for card in tasks)))
    if not cards:
        blocks.append(Paragraph("没有符合条件的任务。"))
    return document_bytes(OfficialDocument(title, tuple(blocks), created_on=on))


def targets_as_word(title: str, told: Sequence[tuple[TargetCard, str]], on: date) -> bytes:
    """Targets, each with its figure in words, as a .docx file: a table for each plan. `on` is the day it bears."""
    blocks: list[Block] = []
    numerals = iter(range(1, len(told) + 1))
    in_order = sorted(told, key=lambda pair: (pair[0].home.plan_title, pair[0].sequence))
    for plan, of_plan in groupby(in_order, key=lambda pair: pair[0].home.plan_title):
        rows = tuple(
            (str(next(numerals)), card.name, figure, _year(card.deadline), card.lead) for card, figure in of_plan
        )
        blocks += [Paragraph(f"《{plan}》确定的目标如下。"), Table(_TARGET_COLUMNS, rows)]
    if not told:
        blocks.append(Paragraph("没有符合条件的目标。"))
    return document_bytes(OfficialDocument(title, tuple(blocks), created_on=on))


def _chapter_of(card: TaskCard) -> str:
    if card.chapter:
        return card.chapter
    return "附件所列举措" if card.kind is TaskKind.MEASURE_ITEM else "其他任务"


def _row(number: int, card: TaskCard) -> tuple[str, ...]:
    return str(number), card.title, card.lead, card.supporting, card.due or _year(card.deadline)


def _year(year: int | None) -> str:
    return f"{year}年" if year else ""
