"""Every number of a city is well formed by the kernel's checks, nobody shares one, and none can be a real person's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from liangxin.engines.city.reading import rulebooks
from liangxin.engines.city.tests.cities import rows, small_city
from liangxin.kernel.identifiers import (
    birth_date_of,
    check_bank_card,
    check_ean13,
    check_imei,
    check_resident_id,
    check_uscc,
    check_vin,
)
from liangxin.kernel.region_code import name_of
from liangxin.kernel.verdict import Verdict

ON = date(2025, 12, 31)


def test_identity_numbers_hold_the_birth_date_and_sex_of_their_person() -> None:
    for person in rows("people"):
        number = person["id_number"]
        assert check_resident_id(number, on=ON).ok
        assert birth_date_of(number) == person["born_on"]
        assert int(number[16]) % 2 == (person["sex"] == "男")


def test_no_identity_number_can_be_a_real_persons() -> None:
    divisions = {person["id_number"][:6] for person in rows("people")}
    assert divisions == {"990123"}
    assert name_of("990123") is None
    assert name_of("900000") is None  # the province of a foreigner's permit of such a beginning


@pytest.mark.parametrize(
    ("table", "column", "check"),
    [
        ("people", "bank_account", check_bank_card),
        ("enterprises", "bank_account", check_bank_card),
        ("enterprises", "uscc", check_uscc),
        ("goods", "barcode", check_ean13),
        ("purchases/cars_scrap@2025", "old_serial", check_vin),
        ("purchases/cars_scrap@2025", "serial", check_vin),
        ("purchases/cars_replace@2025", "serial", check_vin),
    ],
)
def test_numbers_pass_their_check(table: str, column: str, check: Callable[[str], Verdict]) -> None:
    for row in rows(table):
        verdict = check(row[column])
        assert verdict.ok
        # The division of a made-up firm is doubted, on purpose; a check digit is not.
        assert all("第3、4位" in doubt for doubt in verdict.doubts)


def test_phones_have_an_imei() -> None:
    phones = {row["claim"] for row in rows("claims/digital@2025") if row["category"] == "phone"}
    serials = {row["claim"]: row["serial"] for row in rows("purchases/digital@2025")}
    assert all(check_imei(serials[claim]).ok for claim in phones)
    assert not any(check_imei(serial).ok for claim, serial in serials.items() if claim not in phones)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("people", "id_number"), ("people", "phone"), ("people", "bank_account"), ("enterprises", "uscc"),
        ("enterprises", "name"), ("shops", "name"), ("tills", "number"), ("goods", "barcode"), ("payments", "payment"),
    ],
)  # fmt: skip
def test_nobody_shares_a_number(table: str, column: str) -> None:
    found = [row[column] for row in rows(table)]
    assert len(set(found)) == len(found)


def test_a_car_is_claimed_for_once_but_where_both_schemes_are_asked() -> None:
    scrapped = {row["claim"]: row["serial"] for row in rows("purchases/cars_scrap@2025")}
    replaced = {row["serial"] for row in rows("purchases/cars_replace@2025")}
    assert len(set(scrapped.values())) == len(scrapped)
    seen = {row["claim"] for row in rows("claims/cars_scrap@2025") if row["earlier_replacement"]}
    assert {claim for claim, serial in scrapped.items() if serial in replaced} >= seen


def test_claims_and_invoices_are_numbered_apart() -> None:
    books = rulebooks(small_city())
    for column in ("claim", "invoice"):
        found = [row[column] for book in books for row in rows(f"purchases/{book}")]
        assert len(set(found)) == len(found) == 4000
