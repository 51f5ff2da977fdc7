"""What tests of settlement share: payees with accounts, committed money, a batch brought so far, a bank's double."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from lxml import etree
from pyiso20022.camt import camt_053_001_08 as camt
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDate, XmlDateTime

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.exchange import bank_csv, iso20022
from liangxin.domains.funds.models import Batch, Payment
from liangxin.domains.funds.terms import BankFormat, PayeeKind
from liangxin.domains.funds.tests.world import DAY, FundsWorld, taking
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.tests.people import enterprise, person
from liangxin.domains.regions.tests.world import COUNTY

PAYER = ("清岚县财政局", "990123888800001")


def payees(world: FundsWorld, count: int = 3, *, persons: bool = False) -> list[int]:
    """Invented parties of the county with an account each."""
    system, region = world.people.system, world.people.region(COUNTY)
    make: Callable[..., Any] = person if persons else enterprise
    facts = [make(number) for number in range(1, count + 1)]
    return list(parties.take_in(system, region.id, facts, source="测试").ids)


def committed(world: FundsWorld, count: int, fens: Sequence[int] = (), key: str = "settle") -> list[tuple[int, int]]:
    """Holdings with their committed fen, of claims that nobody made."""
    fens = fens or [(number + 1) * 1_234_5 for number in range(count)]
    asked = [
        funds.Taking(f"{key}-{number}", (world.budget.pk,), fen, taking(world, f"{key}{number}", 1).subject)
        for number, fen in enumerate(fens)
    ]
    answers = funds.take(world.people.system, asked, on=DAY, commit=True)
    return [(answer.holding, fen) for answer, fen in zip(answers, fens, strict=True) if isinstance(answer, funds.Taken)]


def draft_of(
    holdings: Sequence[tuple[int, int]], whom: Sequence[int], *, count: int | None = None, fen: int | None = None
) -> funds.BatchDraft:
    """A batch over these holdings, payees in turn; count and sum as they are unless they are given."""
    lines = [
        funds.PayLine(
            whom[place % len(whom)], holding, each, funds.Subject("claims.claim", f"S{holding}", "申领"), f"l{holding}"
        )
        for place, (holding, each) in enumerate(holdings)
    ]
    total = sum(each for _, each in holdings)
    return funds.BatchDraft(
        PayeeKind.MERCHANTS, len(lines) if count is None else count, total if fen is None else fen, lines
    )


def opened(world: FundsWorld, holdings: Sequence[tuple[int, int]], whom: Sequence[int]) -> UUID:
    region = world.people.region(COUNTY)
    return funds.open_batch(world.people.actor("zhao"), region.id, draft_of(holdings, whom), on=DAY)


def sent(world: FundsWorld, batch: UUID) -> Batch:
    """The batch brought to the bank: checked by the office, held and sent by finance."""
    zhao = world.people.actor("zhao")
    funds.check_batch(world.people.actor("lin"), batch)
    funds.hold_batch(zhao, batch, on=DAY)
    funds.send_batch(zhao, batch, payer_name=PAYER[0], payer_account=PAYER[1])
    return Batch.objects.get(public_id=batch)


def numbers(batch: UUID) -> list[str]:
    return list(Payment.objects.filter(batch__public_id=batch).order_by("pk").values_list("number", flat=True))


def announced(batch: UUID) -> int:
    """What a batch was announced with, in fen."""
    return Batch.objects.get(public_id=batch).announced.fen


def paid_in_batches() -> int:
    """What all batches have paid and the bank has not returned, in fen."""
    return sum(row.amount.fen for row in Payment.objects.filter(state="paid"))


def line(
    number: str, fen: int, result: str = "成功", *, reference: str = "", account: str = "", day: date = DAY
) -> tuple[str, ...]:
    """A line of the documented CSV."""
    return (reference or f"B-{number}-{result}", day.isoformat(), number, account, bank_csv.yuan(fen), result, "")


def statement(*lines: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([bank_csv.IN, *lines])
    return out.getvalue().encode(encoding)


def told(world: FundsWorld, content: bytes, name: str = "回单.csv") -> funds.StatementRead:
    """The statement read and done by finance."""
    reader = iso20022 if content.startswith(b"<") else bank_csv
    region = world.people.region(COUNTY)
    return funds.read_statement(world.people.actor("zhao"), region.id, reader.read_statement(content, name))


def bank_by_csv(order: funds.BankOrder, returns: frozenset[str] = frozenset()) -> bytes:
    """A bank's double: reads our CSV as text and answers each line, those in `returns` as failed."""
    rows = list(csv.DictReader(io.StringIO(bank_csv.write_order(order).decode("utf-8-sig"))))
    lines = [
        line(
            row["付款编号"],
            bank_csv.fen_of(row["金额"]),
            "失败" if row["付款编号"] in returns else "成功",
            account=row["收款账号"],
        )
        for row in rows
    ]
    return statement(*lines, encoding="gb18030")


def bank_by_iso(order: funds.BankOrder, back: frozenset[str] = frozenset()) -> bytes:
    """A bank's double: reads our pain.001 as XML and answers a camt.053, with a return for those in `back`."""
    moment = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
    tree = etree.fromstring(iso20022.write_order(order, moment, DAY))
    ns = {"p": iso20022.PAIN}
    entries = []
    for each in tree.iterfind(".//p:CdtTrfTxInf", ns):
        number = str(each.findtext("p:PmtId/p:EndToEndId", namespaces=ns))
        amount = Decimal(str(each.findtext("p:Amt/p:InstdAmt", namespaces=ns)))
        account = str(each.findtext("p:CdtrAcct/p:Id/p:Othr/p:Id", namespaces=ns))
        entries.append(_entry(number, amount, account, returned=False))
        if number in back:
            entries.append(_entry(number, amount, account, returned=True))
    account39 = camt.CashAccount39(
        id=camt.AccountIdentification4Choice(othr=camt.GenericAccountIdentification1(id=order.payer_account))
    )
    stamp = XmlDateTime.from_datetime(moment)
    document = camt.Document(
        bk_to_cstmr_stmt=camt.BankToCustomerStatementV08(
            grp_hdr=camt.GroupHeader81(msg_id="M1", cre_dt_tm=stamp),
            stmt=[camt.AccountStatement9(id="S1", cre_dt_tm=stamp, acct=account39, ntry=entries)],
        )
    )
    return XmlSerializer().render(document, ns_map={None: iso20022.CAMT}).encode()


def _entry(number: str, amount: Decimal, account: str, *, returned: bool) -> Any:
    side = camt.CreditDebitCode.CRDT if returned else camt.CreditDebitCode.DBIT
    creditor = camt.CashAccount38(
        id=camt.AccountIdentification4Choice(othr=camt.GenericAccountIdentification1(id=account))
    )
    return camt.ReportEntry10(
        amt=camt.ActiveOrHistoricCurrencyAndAmount(value=amount, ccy="CNY"),
        cdt_dbt_ind=side,
        rvsl_ind=returned or None,
        sts=camt.EntryStatus1Choice(cd="BOOK"),
        bookg_dt=camt.DateAndDateTime2Choice(dt=XmlDate.from_date(DAY)),
        acct_svcr_ref=f"R-{number}-{'C' if returned else 'D'}",
        bk_tx_cd=camt.BankTransactionCodeStructure4(prtry=camt.ProprietaryBankTransactionCodeStructure1(cd="TRF")),
        ntry_dtls=[
            camt.EntryDetails9(
                tx_dtls=[
                    camt.EntryTransaction10(
                        refs=camt.TransactionReferences6(end_to_end_id=number),
                        rltd_pties=camt.TransactionParties6(cdtr_acct=creditor),
                    )
                ]
            )
        ],
    )


def order_of(world: FundsWorld, batch: UUID, form: BankFormat = BankFormat.CSV) -> funds.BankOrder:
    return funds.bank_order(world.people.actor("zhao"), batch, form)
