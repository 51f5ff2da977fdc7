"""Checks what was read: against itself (figures, words, sums, taxes) and by the check digits of the kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from liangxin.engines.invoices import terms
from liangxin.engines.invoices.structure import GoodsLine, ReadDocument, ReadField
from liangxin.kernel.identifiers import (
    check_invoice_code,
    check_invoice_number,
    check_plate,
    check_resident_id,
    check_short_invoice_number,
    check_uscc,
    check_vin,
)
from liangxin.kernel.money import Money, round_to_fen
from liangxin.kernel.money_words import read_words
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.verdict import Verdict


@dataclass(frozen=True, slots=True)
class CheckedField:
    """A field and the kernel's verdict on it."""

    field: ReadField
    verdict: Verdict


def check_fields(document: ReadDocument, *, on: date) -> tuple[CheckedField, ...]:
    """Judge every field that has a check: VIN, USCC, identity number, plate, invoice number and code."""
    checks: dict[str, Callable[[str], Verdict]] = {
        terms.VIN: check_vin,
        terms.OLD_VIN: check_vin,
        terms.PLATE: check_plate,
        terms.SELLER_USCC: check_uscc,
        terms.BUYER_ID: lambda text: _person_or_firm(text, on),
        terms.ID_NUMBER: lambda text: _person_or_firm(text, on),
        terms.INVOICE_CODE: check_invoice_code,
        terms.INVOICE_NUMBER: lambda text: (
            check_short_invoice_number(text)
            if document.value(terms.INVOICE_CODE)
            else check_invoice_number(text, on=on)
        ),
    }
    return tuple(
        CheckedField(field, checks[field.name](field.value)) for field in document.fields if field.name in checks
    )


def contradictions(fields: Sequence[ReadField], lines: Sequence[GoodsLine]) -> list[str]:
    """Chinese sentences on what cannot be true together, each with its remedy."""
    held = {field.name: field.value for field in fields}
    return [*_words_against_figures(held), *_sums(held, lines), *_taxes(lines), *_numbers(held)]


def _words_against_figures(held: dict[str, str]) -> Iterator[str]:
    words, total = held.get(terms.TOTAL_WORDS), held.get(terms.TOTAL_FEN)
    if words is None or total is None:
        return
    try:
        said = read_words(words)
    except Refusal:
        yield f"大写金额“{words}”不能读成数目，请对照发票原件核对价税合计。"
        return
    if said.fen != int(total):
        yield f"大写金额{said.exact()}与小写金额{Money(int(total)).exact()}不一致，请对照原件核对，必要时请开票方重开。"


def _sums(held: dict[str, str], lines: Sequence[GoodsLine]) -> Iterator[str]:
    amount, tax, total = (
        int(held[name]) if name in held else None for name in (terms.AMOUNT_FEN, terms.TAX_FEN, terms.TOTAL_FEN)
    )
    slack = max(1, len(lines))
    if amount is not None and tax is not None and total is not None and abs(amount + tax - total) > slack:
        yield f"金额{_said(amount)}加税额{_said(tax)}不等于价税合计{_said(total)}，请对照发票原件核对。"
    for whole, parts, what in (
        (amount, [line.amount_fen for line in lines], "金额"),
        (tax, [line.tax_fen for line in lines], "税额"),
    ):
        known = [part for part in parts if part is not None]
        if whole is not None and known and len(known) == len(parts) and abs(sum(known) - whole) > slack:
            yield f"各行{what}之和{_said(sum(known))}不等于合计{what}{_said(whole)}，请对照发票原件核对是否有漏读的行。"


def _taxes(lines: Sequence[GoodsLine]) -> Iterator[str]:
    for place, line in enumerate(lines, 1):
        if line.amount_fen is None or line.tax_fen is None or line.tax_rate is None:
            continue
        due = round_to_fen(line.amount_fen * Fraction(line.tax_rate))
        if abs(due - line.tax_fen) > 1:
            yield f"第{place}行“{line.name}”的税额{_said(line.tax_fen)}与金额乘税率得{_said(due)}不符，请对照原件核对。"


def _numbers(held: dict[str, str]) -> Iterator[str]:
    for name, check in ((terms.SELLER_USCC, check_uscc), (terms.VIN, check_vin), (terms.OLD_VIN, check_vin)):
        verdict = check(held[name]) if name in held else None
        for said in (verdict.reason, *verdict.doubts) if verdict else ():
            if said and ("校验" in said or not verdict):
                yield f"{terms.LABELS[name]}“{held[name]}”：{said}"


def _said(fen: int) -> str:
    return Money(fen).exact()


def _person_or_firm(text: str, on: date) -> Verdict:
    """Eighteen signs are either: the firm's check is tried where the person's fails."""
    person = check_resident_id(text, on=on)
    if person:
        return person
    firm = check_uscc(text)
    return firm if firm or not text[:17].isdigit() else person
