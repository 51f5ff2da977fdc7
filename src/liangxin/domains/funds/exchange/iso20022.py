"""ISO 20022: pain.001.001.09 out, camt.053.001.08 in, by the classes that pyiso20022 makes of the published schemas.

A file from outside is parsed here without entities, network or document type, before the library sees its tree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from lxml import etree
from pyiso20022.camt import camt_053_001_08 as camt
from pyiso20022.pain import pain_001_001_09 as pain
from xsdata.exceptions import ParserError
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDate, XmlDateTime

from liangxin.domains.funds.actions.batches import BankOrder, Order
from liangxin.domains.funds.errors import BankFileFaulty, BankFileUnreadable
from liangxin.domains.funds.exchange.bank_csv import LARGEST, MOST_FAULTS, fen_of, yuan
from liangxin.domains.funds.rules.reconciling import BankLine, StatementDraft
from liangxin.domains.funds.terms import BankResult

PAIN: Final = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
CAMT: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
CURRENCY: Final = "CNY"
_BOOKED: Final = "BOOK"


def write_order(order: BankOrder, moment: datetime, day: date) -> bytes:
    """A customer credit transfer initiation; `day` is that on which the bank shall pay, `moment` that of the file."""
    total = Decimal(sum(each.fen for each in order.orders)) / 100
    count = str(len(order.orders))
    information = pain.PaymentInstruction30(
        pmt_inf_id=order.batch_number,
        pmt_mtd=pain.PaymentMethod3Code.TRF,
        nb_of_txs=count,
        ctrl_sum=total,
        reqd_exctn_dt=pain.DateAndDateTime2Choice(dt=XmlDate.from_date(day)),
        dbtr=pain.PartyIdentification135(nm=order.payer_name[:140]),
        dbtr_acct=_account(order.payer_account),
        dbtr_agt=pain.BranchAndFinancialInstitutionIdentification6(
            fin_instn_id=pain.FinancialInstitutionIdentification18(
                othr=pain.GenericFinancialIdentification1(id="NOTPROVIDED")  # the bank that takes the file is meant
            )
        ),
        cdt_trf_tx_inf=[_transfer(each) for each in order.orders],
    )
    document = pain.Document(
        cstmr_cdt_trf_initn=pain.CustomerCreditTransferInitiationV09(
            grp_hdr=pain.GroupHeader85(
                msg_id=order.batch_number,
                cre_dt_tm=XmlDateTime.from_datetime(moment.replace(microsecond=0)),
                nb_of_txs=count,
                ctrl_sum=total,
                initg_pty=pain.PartyIdentification135(nm=order.payer_name[:140]),
            ),
            pmt_inf=[information],
        )
    )
    return XmlSerializer().render(document, ns_map={None: PAIN}).encode()


def read_statement(content: bytes, name: str) -> StatementDraft:
    """A bank-to-customer statement. Raises BankFileUnreadable, or BankFileFaulty with each entry that is not sound."""
    faults: list[str] = []
    lines = [
        line
        for place, (entry, details) in enumerate(_transactions(_parsed(content)), 1)
        if (line := _line(place, entry, details, faults)) is not None
    ]
    if faults:
        raise BankFileFaulty(field="file", count=len(faults), faults="；".join(faults[:MOST_FAULTS]))
    if not lines:
        raise BankFileUnreadable(field="file", why="没有一笔已入账的交易")
    return StatementDraft(name, hashlib.sha256(content).hexdigest(), lines)


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise BankFileUnreadable(field="file", why="文件超过20MB")
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(content, safe)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BankFileUnreadable(field="file", why="不是完整的XML") from error
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise BankFileUnreadable(field="file", why="含有不允许的文档类型声明")
    if root.tag != f"{{{CAMT}}}Document":
        raise BankFileUnreadable(field="file", why="不是camt.053.001.08")
    config = ParserConfig(fail_on_converter_warnings=True)
    try:
        return XmlParser(config=config, handler=LxmlEventHandler).parse(root.getroottree(), camt.Document)
    except (ParserError, TypeError, ValueError, ArithmeticError) as error:
        raise BankFileUnreadable(field="file", why="内容不符合camt.053.001.08") from error


def _transactions(document: Any) -> Iterator[tuple[Any, Any]]:
    """Each booked transaction with its entry; an entry without details is one transaction."""
    statements = document.bk_to_cstmr_stmt.stmt if document.bk_to_cstmr_stmt else ()
    for statement in statements:
        for entry in statement.ntry:
            if entry.sts is None or entry.sts.cd != _BOOKED:
                continue  # what is pending has not happened
            details = [each for block in entry.ntry_dtls for each in block.tx_dtls]
            for each in details or [None]:
                yield entry, each


def _line(place: int, entry: Any, details: Any, faults: list[str]) -> BankLine | None:
    amount = details.amt if details is not None and details.amt is not None else entry.amt
    refs = details.refs if details is not None else None
    reference = (refs.acct_svcr_ref if refs else None) or entry.acct_svcr_ref or entry.ntry_ref or ""
    on, fen = _booked(entry), 0
    fault = ""
    if amount.ccy != CURRENCY:
        fault = f"币种为{amount.ccy}，应为{CURRENCY}"
    elif not reference:
        fault = "没有银行流水号"
    elif on is None:
        fault = "没有入账日期"
    try:
        fen = fen_of(str(amount.value))
    except ValueError as error:
        fault = fault or str(error)
    if fault or on is None:
        faults.append(f"第{place}笔{fault}")
        return None
    number = (refs.end_to_end_id if refs else None) or ""
    summary = (entry.addtl_ntry_inf or "")[:140]
    return BankLine(place, reference, number, on, fen, _result(entry, details), _told_account(details), summary)


def _booked(entry: Any) -> date | None:
    choice = entry.bookg_dt
    moment = (choice.dt or choice.dt_tm) if choice is not None else None
    return date(moment.year, moment.month, moment.day) if moment is not None else None


def _result(entry: Any, details: Any) -> BankResult:
    """Debited: paid. Credited as a return: it came back. Credited otherwise: somebody paid us."""
    side = details.cdt_dbt_ind if details is not None and details.cdt_dbt_ind else entry.cdt_dbt_ind
    returned = bool(entry.rvsl_ind) or (details is not None and details.rtr_inf is not None)
    if side is camt.CreditDebitCode.DBIT:
        return BankResult.PAID
    return BankResult.BACK if returned else BankResult.RECEIVED


def _told_account(details: Any) -> str:
    account = details.rltd_pties.cdtr_acct if details is not None and details.rltd_pties is not None else None
    if account is None:
        return ""
    return str(account.id.iban or (account.id.othr.id if account.id.othr else ""))


def _transfer(order: Order) -> Any:
    return pain.CreditTransferTransaction34(
        pmt_id=pain.PaymentIdentification6(instr_id=order.number, end_to_end_id=order.number),
        amt=pain.AmountType4Choice(
            instd_amt=pain.ActiveOrHistoricCurrencyAndAmount(value=Decimal(yuan(order.fen)), ccy=CURRENCY)
        ),
        cdtr=pain.PartyIdentification135(nm=order.name[:140]),
        cdtr_acct=_account(order.account),
        rmt_inf=pain.RemittanceInformation16(ustrd=[order.memo[:140]]),
    )


def _account(number: str) -> Any:
    return pain.CashAccount38(
        id=pain.AccountIdentification4Choice(othr=pain.GenericAccountIdentification1(id=number)), ccy=CURRENCY
    )
