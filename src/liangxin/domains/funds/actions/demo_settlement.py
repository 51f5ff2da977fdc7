"""The demo county's settlement: a batch that the bank has paid, one that waits, a clawback in instalments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from liangxin.domains.funds.actions.batches import check_batch, hold_batch, open_batch, send_batch
from liangxin.domains.funds.actions.clawbacks import ClawbackDraft, decide_clawback, enter_receipt, propose_clawback
from liangxin.domains.funds.actions.posting import Posting
from liangxin.domains.funds.actions.roots import keep_root
from liangxin.domains.funds.actions.sources import Upload
from liangxin.domains.funds.actions.statements import read_statement, reconcile_batch
from liangxin.domains.funds.models import Batch
from liangxin.domains.funds.rules.clawbacks import Due
from liangxin.domains.funds.rules.reconciling import BankLine, StatementDraft
from liangxin.domains.funds.rules.settling import BatchDraft, PayLine
from liangxin.domains.funds.rules.takings import Subject
from liangxin.domains.funds.terms import BankResult, PayeeKind
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

COUNTY: Final = "990123"
SHOPS: Final = ("百汇电器商行", "虹光家电销售有限公司", "安居家装有限公司", "悦行电动车行")
PAYER: Final = ("清岚县财政局", "990123000000009001")
IN_BATCH: Final = 12


def load_demo_settlement(
    office: Actor, finance: Actor, paid: Sequence[Posting], waiting: Sequence[Posting], today: date
) -> None:
    """On top of a year of takings: `waiting` are committed, not yet paid. Without shops nothing is settled."""
    shops = [card.id for name in SHOPS for card in parties.find_enterprises(finance, name)[:1]]
    if not shops or len(waiting) < 2 * IN_BATCH:
        return
    settled = _opened(finance, shops, waiting[:IN_BATCH], today)
    check_batch(office, settled.public_id)
    hold_batch(finance, settled.public_id, on=today)
    send_batch(finance, settled.public_id, payer_name=PAYER[0], payer_account=PAYER[1])
    read_statement(finance, settled.region_id, _told(settled, today))
    reconcile_batch(finance, settled.public_id)
    _opened(finance, shops, waiting[IN_BATCH : 2 * IN_BATCH], today)
    _ask_back(office, finance, paid, today)
    keep_root(Actor.system("演示县"))


def _opened(finance: Actor, shops: Sequence[int], postings: Sequence[Posting], today: date) -> Batch:
    lines = [
        PayLine(
            shops[place % len(shops)],
            posting.holding or 0,
            posting.fen,
            posting.subject or Subject("", ""),
            f"settle:{posting.key}",
        )
        for place, posting in enumerate(postings)
    ]
    region = regions.region_seen(finance, COUNTY).id
    draft = BatchDraft(PayeeKind.MERCHANTS, len(lines), sum(line.fen for line in lines), lines, "演示数据")
    return Batch.objects.get(public_id=open_batch(finance, region, draft, on=today))


def _told(batch: Batch, today: date) -> StatementDraft:
    """The bank has paid all shops but the last, whose account it did not find."""
    payments = list(batch.payments.order_by("pk"))
    lines = [
        BankLine(
            place,
            f"DEMO{today:%Y%m%d}{place:04}",
            row.number,
            today,
            row.amount.fen,
            BankResult.FAILED if row is payments[-1] else BankResult.PAID,
            row.bank_account or "",
            "收款账号户名不符" if row is payments[-1] else "补贴结算",
        )
        for place, row in enumerate(payments, 2)
    ]
    return StatementDraft("清岚农商行回单（演示）.csv", "0" * 64, lines)


def _ask_back(office: Actor, finance: Actor, paid: Sequence[Posting], today: date) -> None:
    """One case: the first instalment came, the second is late, the third is to come."""
    whole = paid[-1]
    third = whole.fen // 3
    days = (today - timedelta(40), today - timedelta(5), today + timedelta(30))
    sums = (third, third, whole.fen - 2 * third)
    plan = [Due(day, fen) for day, fen in zip(days, sums, strict=True)]
    draft = ClawbackDraft(whole.holding or 0, Money(whole.fen), "消费者退货，商户未退回补贴（演示）", plan)
    case = propose_clawback(finance, draft, on=today)
    decide_clawback(office, case)
    slip = Upload("演示进账单\n".encode(), "进账单（演示）.txt")
    enter_receipt(finance, case, Money(third), today - timedelta(3), upload=slip)
