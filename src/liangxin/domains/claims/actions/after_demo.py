"""After-sale claims of the demo county: a handful of car claims, entered at the counter, in different states."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from struct import pack
from typing import Final

from liangxin.domains.claims.access.settings import ReviewRules
from liangxin.domains.claims.actions.after_appeals import appeal_claim, freeze_claim
from liangxin.domains.claims.actions.after_documents import add_document
from liangxin.domains.claims.actions.after_draws import next_draw, set_review
from liangxin.domains.claims.actions.after_filing import open_claim_for, save_claim, submit_claim
from liangxin.domains.claims.actions.after_reviewing import ask_claimant, pass_claim, refuse_claim, settle_fact
from liangxin.domains.claims.terms import MarkKind
from liangxin.domains.parties import api as parties
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

COUNTY: Final = "990123"
FAMILY: Final = "cars_scrap"
_VIN_VALUES: Final = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True)
)
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class _Car:
    """One claim: whose, the price in yuan, what the invoice says instead, how far it has come."""

    id_number: str
    price: int
    state: str
    on_invoice: int | None = None


_CARS: Final = (
    _Car("990123197703201011", 168_800, "submitted"),
    _Car("990123196109121022", 96_500, "submitted"),
    _Car("990123198308021031", 129_900, "submitted", on_invoice=119_900),
    _Car("990123195206301047", 88_800, "first_passed"),
    _Car("990123195408301053", 203_000, "approved"),
    _Car("990123199603281068", 75_600, "questioned"),
    _Car("990123195608101072", 142_000, "refused"),
    _Car("990123198012201084", 110_000, "frozen"),
    _Car("990123200006121096", 99_900, "draft"),
)


def load_after_demo(actor: Actor, clerk: Actor, leader: Actor, *, on: date) -> int:
    """Load the claims by the real deeds: the office enters them, the clerk reviews first, the leader last.

    Returns how many; none where no car scheme is in force on the day.
    """
    region = regions.region_seen(actor, COUNTY)
    scheme = next((one for one in schemes.schemes_in_force(region.id, on) if one.family == FAMILY), None)
    if scheme is None:
        return 0
    set_review(actor, COUNTY, ReviewRules(basis="《清岚县汽车以旧换新审核办法》清商发〔2026〕6号（虚构）"))
    next_draw(actor, COUNTY, on=on)
    for serial, car in enumerate(_CARS, 1):
        party = parties.find_party(actor, car.id_number)
        if party is not None:
            number = open_claim_for(actor, COUNTY, party.id, scheme.public_id, on=on)
            _fill(actor, number, car, serial, on)
            _bring(car.state, number, (actor, clerk, leader), on)
    return len(_CARS)


def _fill(office: Actor, number: str, car: _Car, serial: int, on: date) -> None:
    bought = max(on - timedelta(days=12), date(on.year, 1, 2))
    said = {
        "invoiced_on": bought.isoformat(),
        "old_is_passenger": "yes",
        "old_fuel": "petrol",
        "old_registered_on": "2011-05-16",
        "old_owned_on": "2016-08-01",
        "recycled_on": max(on - timedelta(days=10), date(on.year, 1, 2)).isoformat(),
        "cancelled_on": max(on - timedelta(days=8), date(on.year, 1, 2)).isoformat(),
        "same_owner": "yes",
        "new_is_passenger": "yes",
        "new_kind": "nev",
        "new_registered_on": max(on - timedelta(days=9), date(on.year, 1, 2)).isoformat(),
        "price": str(car.price),
    }
    numbers = {
        MarkKind.OLD_VIN: _vin(f"L00990T00B1{serial:06d}"),
        MarkKind.NEW_VIN: _vin(f"L00990T00T1{serial:06d}"),
        MarkKind.INVOICE: f"{on:%y}99{serial:016d}",
        MarkKind.CERTIFICATE: f"HS{on:%y}{serial:06d}",
    }
    save_claim(office, number, said, numbers, on=on)
    if car.state == "draft":
        return
    invoice = _invoice(numbers, bought, Money((car.on_invoice or car.price) * 100), car.id_number)
    add_document(office, number, "new_car", invoice, "机动车销售统一发票.xml")
    add_document(office, number, "old_car", _picture(serial), "报废机动车回收证明.png")
    add_document(office, number, "identity", _picture(serial + 100), "身份证和银行卡.png")


def _bring(state: str, number: str, people: tuple[Actor, Actor, Actor], on: date) -> None:
    office, clerk, leader = people
    if state == "draft":
        return
    submit_claim(office, number, on=on)
    settle_fact(clerk, number, "in_catalogue", "yes", on=on)
    if state in ("first_passed", "approved"):
        pass_claim(clerk, number, on=on)
    if state == "approved":
        pass_claim(leader, number, on=on)
    if state == "questioned":
        ask_claimant(clerk, number, "fact:old_owned_on", "请照旧车登记证书核对登记到您名下的日期。", on=on)
    if state == "refused":
        refuse_claim(clerk, number, reason="回收证明上的车架号与填写的旧车不是同一辆。", on=on)
        appeal_claim(office, number, "回收企业开具的证明有误，现已更正，请重新核对。", on=on)
    if state == "frozen":
        freeze_claim(office, number, "与县公安局核对旧车注销信息", on=on)


def _vin(body: str) -> str:
    """A number with its check place; cars that begin with L00 are made by nobody."""
    total = sum(_VIN_VALUES[sign] * weight for sign, weight in zip(body, _VIN_WEIGHTS, strict=True))
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def _invoice(numbers: dict[MarkKind, str], bought: date, total: Money, buyer: str) -> bytes:
    """The data file of a made-up invoice, with the tags of a digital one."""
    fields = {
        "InvoiceNumber": numbers[MarkKind.INVOICE],
        "IssueTime": bought.isoformat(),
        "SellerName": "清岚县远志汽车销售服务有限公司",
        "SellerIdNum": "91990123MA0Q001488",
        "BuyerIdNum": buyer,
        "TotalTax-includedAmount": f"{total.in_yuan():f}",
        "VehicleIdentificationNumber": numbers[MarkKind.NEW_VIN],
    }
    lines = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    return f'<?xml version="1.0" encoding="utf-8"?>\n<EInvoice>{lines}</EInvoice>\n'.encode()


def _picture(seed: int) -> bytes:
    """A small grey picture of a sheet, another one for each seed."""
    wide, high = 320, 200
    rows = b"".join(b"\0" + bytes(_shade(x, y, seed) for x in range(wide)) for y in range(high))
    header = pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def _shade(x: int, y: int, seed: int) -> int:
    if not 12 <= x < 308 or not 12 <= y < 188:
        return 235
    is_line = y % 22 in (4, 5, 6) and 28 <= x < 120 + (y * 7 + seed * 31) % 160
    return 90 if is_line else 252
