"""The settlement notice of a batch as a Word file in the layout of official documents; payees stand masked."""

from __future__ import annotations

from datetime import date

from liangxin.domains.funds.queries.batches import BatchPage, PaymentCard
from liangxin.domains.funds.terms import PaymentState
from liangxin.engines.official import Align, Block, Column, Heading, OfficialDocument, Paragraph, Table, document_bytes

_COLUMNS = (
    Column("序号", 0.8, Align.CENTRE),
    Column("付款编号", 3.6),
    Column("收款人", 3.2),
    Column("账号末四位", 1.4, Align.CENTRE),
    Column("金额（元）", 2.0, Align.RIGHT),
    Column("状态", 1.4, Align.CENTRE),
)


def notice_as_word(page: BatchPage, payments: list[PaymentCard], on: date) -> bytes:
    """How many were to be paid how much, what was, what came back. `on` is the day it bears."""
    card = page.card
    rows = tuple(
        (
            str(place),
            each.number,
            each.payee,
            each.account_tail,
            each.amount.exact().removesuffix(" 元"),
            each.state.label,
        )
        for place, each in enumerate(payments, 1)
    )
    blocks: list[Block] = [
        Paragraph(
            f"{card.region_name}{card.kind.label}批次{card.number}，共{card.count}笔、{card.payments_count}户，"
            f"金额{card.amount.exact()}。"
        ),
        Heading(1, "办理情况"),
        Paragraph(_steps(page)),
        Paragraph(_outcome(page)),
        Heading(1, "付款明细"),
        Table(_COLUMNS, rows, landscape=True),
    ]
    return document_bytes(OfficialDocument("补贴资金结算通知", tuple(blocks), created_on=on))


def _steps(page: BatchPage) -> str:
    card = page.card
    said = f"由{page.opened_by or '系统'}编制"
    if page.checked_at:
        said += f"，{page.checked_by or '系统'}复核"
    if card.sent_at:
        said += f"，{card.sent_at:%Y年%-m月%-d日}由{page.payer_name}送银行支付"
    return said + f"。现状态：{card.state.label}。"


def _outcome(page: BatchPage) -> str:
    paid, returned = page.sums[PaymentState.PAID], page.sums[PaymentState.RETURNED]
    said = f"已支付{paid[0]}户、{paid[1].exact()}"
    if returned[0]:
        said += f"；未付退回{returned[0]}户、{returned[1].exact()}，款项已恢复为待付"
    return said + "。"
