"""The rows of a city's tables as plain records, for whoever loads them elsewhere. Amounts are fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Household:
    household: int
    district: str
    address: str
    lon: float
    lat: float
    income_fen: int
    members: int
    region: str


@dataclass(frozen=True, slots=True)
class Person:
    person: int
    household: int
    name: str
    id_number: str
    sex: str
    born_on: date
    phone: str
    address: str
    bank_account: str
    region: str


@dataclass(frozen=True, slots=True)
class Enterprise:
    enterprise: int
    name: str
    uscc: str
    kind: str
    address: str
    contact: str
    phone: str
    bank_account: str
    region: str


@dataclass(frozen=True, slots=True)
class Shop:
    shop: int
    enterprise: int
    name: str
    address: str
    lon: float
    lat: float
    region: str
    categories: tuple[str, ...]
    takes_old: bool
    opened_on: date


@dataclass(frozen=True, slots=True)
class Till:
    till: int
    shop: int
    number: str


@dataclass(frozen=True, slots=True)
class Good:
    barcode: str
    category: str
    brand: str
    model: str
    grade: int | None
    grade_standard: str | None
    list_price_fen: int


@dataclass(frozen=True, slots=True)
class Price:
    """A list or street price from a day on."""

    barcode: str
    from_day: date
    price_fen: int


@dataclass(frozen=True, slots=True)
class CarModel:
    car_model: str
    brand: str
    model: str
    kind: str
    engine_cc: int | None
    list_price_fen: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with the facts that its rulebook asks for, by their columns."""

    rulebook: str
    claim: str
    claimed_on: date
    region: str
    category: str
    party: int
    paid_fen: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """The city's own answer; `wrong` says what was made to be wrong with the claim, where that is why it failed."""

    claim: str
    answer: str
    line: str
    wrong: str | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What stands behind a claim."""

    claim: str
    shop: int
    till: int
    barcode: str | None
    car_model: str | None
    serial: str
    old_serial: str | None
    bought_on: date
    price_fen: int
    list_price_fen: int
    invoice: str


@dataclass(frozen=True, slots=True)
class Payment:
    payment: str
    batch: str
    claim: str
    payee_kind: str
    payee: int
    account: str
    amount_fen: int
    sent_on: date
    state: str
    returned_on: date | None
    reason: str | None
