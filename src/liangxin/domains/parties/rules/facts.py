"""Facts of a party as they come in, read to the form in which they are kept, with all faults at once.

A fault says what is wrong and never repeats the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from liangxin.domains.parties.terms import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    PERSON_NAME_LIMIT,
    IdentityKind,
    PartyField,
    PartyKind,
)
from liangxin.kernel.identifiers import (
    birth_date_of,
    check_bank_card,
    check_resident_id,
    check_uscc,
    mask_bank_card,
    mask_name,
    mask_phone,
    mask_resident_id,
    modern_resident_id,
    spelled,
)
from liangxin.kernel.text import plain

_PHONE = re.compile(r"\+?[0-9]{7,20}")
_FIRM_ACCOUNT = re.compile(r"[0-9]{5,32}")
_OLD_FORM = re.compile(r"[0-9]{15}")
_MADE_UP = "99"  # divisions of demo counties: no province has the code, so no permit of a foreigner begins with it
_FIRM_ENDINGS = (("有限责任公司", "有限公司"), ("股份公司", "股份有限公司"))


@dataclass(frozen=True, slots=True, repr=False)
class PersonFacts:
    """What is known of a person; `repr` is left out, so that a log cannot hold it."""

    name: str
    id_number: str
    phone: str = ""
    address: str = ""
    bank_account: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class EnterpriseFacts:
    """What is known of an enterprise or sole trader; `contact` is a person's name."""

    name: str
    uscc: str
    address: str = ""
    contact: str = ""
    phone: str = ""
    bank_account: str = ""


Facts = PersonFacts | EnterpriseFacts


@dataclass(frozen=True, slots=True, repr=False)
class ReadFacts:
    """Facts in the form in which they are kept."""

    kind: PartyKind
    identity_kind: IdentityKind
    identity: str
    name: str
    contact: str
    phone: str
    address: str
    bank_account: str

    def of(self, field: PartyField) -> str:
        return str(getattr(self, field.value))


class Fault(NamedTuple):
    field: PartyField
    words: str


def read_facts(facts: Facts, *, on: date, old_numbers: bool = False) -> tuple[ReadFacts, tuple[Fault, ...]]:
    """The facts in normal form, with every fault; 15-digit numbers only where old files are taken over."""
    faults: list[Fault] = []
    if isinstance(facts, PersonFacts):
        identity_kind, identity = _person_identity(facts.id_number, on, faults, old_numbers=old_numbers)
        kind, contact, longest = PartyKind.PERSON, "", PERSON_NAME_LIMIT
    else:
        verdict = check_uscc(facts.uscc)
        identity_kind, identity = IdentityKind.USCC, verdict.value
        if not verdict.ok:
            faults.append(Fault(PartyField.IDENTITY, verdict.reason or ""))
        kind, longest = PartyKind.ENTERPRISE, NAME_LIMIT
        contact = _text(facts.contact, PERSON_NAME_LIMIT, PartyField.CONTACT, faults)
    name = _text(facts.name, longest, PartyField.NAME, faults)
    if not name:
        faults.append(Fault(PartyField.NAME, "不能为空。"))
    return (
        ReadFacts(
            kind=kind,
            identity_kind=identity_kind,
            identity=identity,
            name=name,
            contact=contact,
            phone=_phone(facts.phone, faults),
            address=_text(facts.address, ADDRESS_LIMIT, PartyField.ADDRESS, faults),
            bank_account=_account(facts.bank_account, kind, faults),
        ),
        tuple(faults),
    )


def identity_said(kind: PartyKind, number: str) -> str:
    """What the blind index of an identity is made of: the kind goes along, so that no two kinds ever meet.

    Letters and digits only: the comparison form of those is made ten times as fast as of a text with marks in it.
    """
    return f"{kind.value}{number}" if number else ""


def guess_identity(text: str) -> tuple[PartyKind, str]:
    """Whose number a written one may be: eighteen digits with the check of a resident's, or an enterprise's code."""
    number = spelled(text)
    person = _OLD_FORM.fullmatch(number) or check_resident_id(number, on=date.max).ok
    return (PartyKind.PERSON if person else PartyKind.ENTERPRISE), number


def birth_day(kind: IdentityKind, number: str) -> date | None:
    """The day of birth that the number holds, if it holds one."""
    if kind is IdentityKind.USCC or not number:
        return None
    return birth_date_of(modern_resident_id(number) if kind is IdentityKind.OLD_RESIDENT else number)


def firm_name(name: str) -> str:
    """The name of an enterprise for comparison: one width, no space or bracket, one form of the ending.

    >>> firm_name("清岚县 （示例）家电有限责任公司") == firm_name("清岚县示例家电有限公司")
    True
    """
    written = re.sub(r"[()\[\]·]", "", plain(name))
    for long, short in _FIRM_ENDINGS:
        if written.endswith(long):
            return written.removesuffix(long) + short
    return written


def masked(field: PartyField, kind: PartyKind, value: str) -> str:
    """How a field is shown to those who need not see it whole; an enterprise's name and code are public.

    >>> masked(PartyField.PHONE, PartyKind.PERSON, "13800138000")
    '138****8000'
    """
    if not value:
        return ""
    if kind is PartyKind.ENTERPRISE and field in (PartyField.NAME, PartyField.IDENTITY, PartyField.ADDRESS):
        return value
    if field is PartyField.ADDRESS:
        return value[:6] + "*" * 6 if len(value) > 6 else "*" * len(value)
    masks = {
        PartyField.NAME: mask_name,
        PartyField.CONTACT: mask_name,
        PartyField.IDENTITY: mask_resident_id,
        PartyField.PHONE: mask_phone,
        PartyField.BANK_ACCOUNT: mask_bank_card,
    }
    return masks[field](value)


def _person_identity(text: str, on: date, faults: list[Fault], *, old_numbers: bool) -> tuple[IdentityKind, str]:
    number = spelled(text)
    if old_numbers and _OLD_FORM.fullmatch(number):
        if birth_date_of(modern_resident_id(number)) is None:
            faults.append(Fault(PartyField.IDENTITY, "15位号码中的出生日期不存在，请核对第7至12位。"))
        return IdentityKind.OLD_RESIDENT, number
    verdict = check_resident_id(number, on=on)
    if not verdict.ok:
        faults.append(Fault(PartyField.IDENTITY, verdict.reason or ""))
    kind = IdentityKind.of(str(verdict.kind)) if verdict.ok and verdict.kind else IdentityKind.RESIDENT
    if kind is IdentityKind.FOREIGNER and verdict.value.startswith(_MADE_UP):
        kind = IdentityKind.RESIDENT
    return kind, verdict.value


def _text(text: str, longest: int, field: PartyField, faults: list[Fault]) -> str:
    tidy = " ".join(text.replace("\x00", "").split())
    if len(tidy) > longest:
        faults.append(Fault(field, f"不能超过{longest}个字。"))
    return tidy


def _phone(text: str, faults: list[Fault]) -> str:
    number = re.sub(r"[()]", "", spelled(text))
    if number and not _PHONE.fullmatch(number):
        faults.append(Fault(PartyField.PHONE, "应为7至20位数字，固定电话请带区号。"))
    return number


def _account(text: str, kind: PartyKind, faults: list[Fault]) -> str:
    number = spelled(text)
    if not number:
        return ""
    if kind is PartyKind.ENTERPRISE:  # accounts of firms have no common form
        if not _FIRM_ACCOUNT.fullmatch(number):
            faults.append(Fault(PartyField.BANK_ACCOUNT, "应为5至32位数字。"))
        return number
    verdict = check_bank_card(number)
    if not verdict.ok:
        faults.append(Fault(PartyField.BANK_ACCOUNT, verdict.reason or ""))
    return verdict.value
