"""Identifiers: known vectors, single slips caught, doubts where the rule is uncertain, and never an exception."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel import identifiers
from liangxin.kernel.identifiers import (
    PlateKind,
    ResidentIdKind,
    birth_date_of,
    check_bank_card,
    check_ean13,
    check_imei,
    check_invoice_number,
    check_plate,
    check_resident_id,
    check_uscc,
    check_vin,
    model_years,
)
from liangxin.kernel.verdict import Verdict

TODAY = date(2025, 6, 30)
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def judge_resident_id(text: str) -> Verdict:
    return check_resident_id(text, on=TODAY)


def judge_invoice_number(text: str) -> Verdict:
    return check_invoice_number(text, on=TODAY)


ALL_CHECKS = [
    judge_resident_id,
    judge_invoice_number,
    check_uscc,
    check_vin,
    check_plate,
    check_imei,
    check_ean13,
    check_bank_card,
]


def with_check(body: str) -> str:
    """Add the check character of GB 11643, by its weights rather than by the library under test."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(sign) * weight for sign, weight in zip(body, weights, strict=True)) % 11]


@pytest.mark.parametrize(
    ("check", "number"),
    [
        (judge_resident_id, "11010519491231002X"),
        (judge_resident_id, "440524188001010014"),
        (check_uscc, "91350100M000100Y43"),
        (check_uscc, "91110000600037341L"),
        (check_vin, "LATPAB071W1005301"),
        (check_vin, "1M8GDM9AXKP042788"),
        (check_vin, "11111111111111111"),
        (check_imei, "490154203237518"),
        (check_ean13, "6901234567892"),
        (check_ean13, "4006381333931"),
        (check_bank_card, "6228480012345678903"),
        (check_bank_card, "6222021234567890128"),
        (judge_invoice_number, "25372000000012345678"),
    ],
)
def test_known_numbers_are_well_formed(check: Callable[[str], Verdict], number: str) -> None:
    verdict = check(f" {number.lower()} ")
    assert (verdict.value, verdict.ok, verdict.reason) == (number, True, None)


@pytest.mark.parametrize("check", ALL_CHECKS)
@given(text=st.text(max_size=24) | st.text(alphabet="0123456789X·-鲁BD挂", max_size=24))
def test_any_text_gets_a_verdict_and_the_same_one_for_its_normal_form(
    check: Callable[[str], Verdict], text: str
) -> None:
    verdict = check(text)
    assert verdict.ok == (verdict.reason is None)
    assert verdict.ok or not verdict.doubts
    assert not verdict.ok or check(verdict.value) == verdict


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_any_one_digit_changed_makes_an_identity_number_wrong(number: str) -> None:
    for place in range(17):
        for digit in set("0123456789") - {number[place]}:
            assert not judge_resident_id(number[:place] + digit + number[place + 1 :])


def test_any_one_sign_changed_makes_a_credit_code_wrong() -> None:
    code = "91350100M000100Y43"
    for place in range(18):
        for sign in set(USCC_SIGNS) - {code[place]}:
            assert not check_uscc(code[:place] + sign + code[place + 1 :])


@pytest.mark.parametrize(("check", "number"), [(check_imei, "490154203237518"), (check_ean13, "6901234567892")])
def test_any_one_digit_changed_makes_a_number_of_goods_wrong(check: Callable[[str], Verdict], number: str) -> None:
    for place in range(len(number)):
        for digit in set("0123456789") - {number[place]}:
            assert not check(number[:place] + digit + number[place + 1 :])


@given(st.dates(date(1985, 1, 1), TODAY), st.integers(0, 999))
def test_an_identity_number_gives_its_birth_date(born: date, sequence: int) -> None:
    verdict = judge_resident_id(with_check(f"370202{born:%Y%m%d}{sequence:03}"))
    assert verdict.kind is ResidentIdKind.RESIDENT
    assert verdict.ok
    assert birth_date_of(verdict.value) == born


@given(st.from_regex("[1-9][0-9]{5}(19|20)[0-9]{9}", fullmatch=True))
def test_no_combination_of_digits_is_more_than_doubted_or_refused(body: str) -> None:
    verdict = judge_resident_id(with_check(body))
    assert verdict.ok or verdict.reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [("37020220250701001", "晚于今天"), ("37020220250230001", "不存在"), ("37020220001301001", "不存在")],
)
def test_a_birth_date_is_real_and_not_in_the_future(body: str, reason: str) -> None:
    assert reason in (judge_resident_id(with_check(body)).reason or "")


def test_a_birth_date_is_judged_on_the_day_given() -> None:
    number = with_check("37020220250701001")
    assert check_resident_id(number, on=date(2025, 7, 1)).ok


@pytest.mark.parametrize("text", ["", "370202199001010", "37020219900101001", "07020219900101001X", "X" * 18])
def test_other_forms_are_no_identity_number(text: str) -> None:
    assert judge_resident_id(text).reason


def test_a_division_that_was_not_there_at_birth_is_doubted_only() -> None:
    assert judge_resident_id(with_check("37020219900101001")).doubts == ()
    assert "区划代码" in judge_resident_id(with_check("37999919900101001")).doubts[0]
    assert "岁" in judge_resident_id("440524188001010014").doubts[0]


@pytest.mark.parametrize(
    ("body", "kind", "doubted"),
    [
        ("81000019900101001", ResidentIdKind.HK_MACAO_TAIWAN, False),
        ("83000019900101001", ResidentIdKind.HK_MACAO_TAIWAN, False),
        ("81010019900101001", ResidentIdKind.HK_MACAO_TAIWAN, True),
        ("93784019900101001", ResidentIdKind.FOREIGNER, False),
        ("99984019900101001", ResidentIdKind.FOREIGNER, True),
        ("93784019901301001", ResidentIdKind.FOREIGNER, True),
    ],
)
def test_permits_of_residence_are_accepted(body: str, kind: ResidentIdKind, doubted: bool) -> None:
    verdict = judge_resident_id(with_check(body))
    assert (verdict.ok, verdict.kind, bool(verdict.doubts)) == (True, kind, doubted)


@pytest.mark.parametrize(
    "code", ["", "9135010OM000100Y43", "91350100M000100Y4", "91350100S000100Y43", "91350100M000100Y4Z"]
)
def test_other_forms_are_no_credit_code(code: str) -> None:
    assert check_uscc(code).reason


def test_the_inside_of_a_credit_code_is_doubted_only() -> None:
    signs = [sign for sign in USCC_SIGNS if check_uscc("91350100M000100Y5" + sign)]
    verdict = check_uscc("91350100M000100Y5" + signs[0])
    assert len(signs) == 1
    assert "组织机构代码" in verdict.doubts[0]
    unheard_of = next(verdict for sign in USCC_SIGNS if (verdict := check_uscc("B1990100M000100Y4" + sign)))
    assert len(unheard_of.doubts) == 2


@pytest.mark.parametrize("vin", ["", "LATPAB071W100530", "LATPAB07IW1005301", "LATPAB071Q1005301", "LATPAB071O1005301"])
def test_other_forms_are_no_vin(vin: str) -> None:
    assert check_vin(vin).reason


@pytest.mark.parametrize("place", [place for place in range(17) if place not in (8, 9)])
def test_a_slip_in_a_vin_is_doubted_only(place: int) -> None:
    vin = "11111111111111111"
    verdict = check_vin(vin[:place] + "2" + vin[place + 1 :])
    assert verdict.ok
    assert len(verdict.doubts) == 1


def test_a_model_year_that_is_none_is_doubted() -> None:
    assert "第10位" in check_vin("LATPAB071U1005301").doubts[-1]
    assert model_years("LATPAB071U1005301", on=TODAY) == ()


@pytest.mark.parametrize(
    ("sign", "years"),
    [
        ("L", (2020, 1990)),
        ("M", (2021, 1991)),
        ("R", (2024, 1994)),
        ("T", (2026, 1996)),
        ("V", (1997,)),
        ("9", (2009,)),
    ],
)
def test_a_model_year_comes_back_after_thirty_years(sign: str, years: tuple[int, ...]) -> None:
    assert model_years(f"LATPAB071{sign}1005301", on=TODAY) == years


@pytest.mark.parametrize(
    ("plate", "kind", "doubted"),
    [
        ("鲁B12345", PlateKind.ORDINARY, False),
        ("鲁B·A1B2C", PlateKind.ORDINARY, False),
        ("鲁BO1234", PlateKind.ORDINARY, True),
        ("鲁BD12345", PlateKind.NEV_SMALL, False),
        ("鲁BFA1234", PlateKind.NEV_SMALL, False),
        ("鲁BA12345", PlateKind.NEV_SMALL, True),
        ("鲁B12345D", PlateKind.NEV_LARGE, False),
        ("鲁B12345K", PlateKind.NEV_LARGE, True),
        ("鲁B1234挂", PlateKind.TRAILER, False),
        ("鲁B1234学", PlateKind.COACHING, False),
        ("鲁B1234警", PlateKind.POLICE, False),
        ("粤Z1234港", PlateKind.HK_MACAO, False),
        ("粤Z1234澳", PlateKind.HK_MACAO, False),
        ("使123456", PlateKind.EMBASSY, False),
        ("沪A12345领", PlateKind.EMBASSY, False),
        ("鲁B12345临", PlateKind.TEMPORARY, False),
        ("WJ京12345", PlateKind.OTHER, True),
    ],
)
def test_it_tells_plates_apart_by_their_form(plate: str, kind: PlateKind, doubted: bool) -> None:
    verdict = check_plate(plate)
    assert (verdict.ok, verdict.kind, bool(verdict.doubts)) == (True, kind, doubted)


@pytest.mark.parametrize("plate", ["", "鲁B", "鲁BDA123B", "鲁B123456", "鲁BI12345", "号牌号码", "鲁B12345D6789"])
def test_what_is_no_plate_is_refused(plate: str) -> None:
    assert check_plate(plate).reason


@pytest.mark.parametrize("number", ["", "49015420323751", "4901542032375180", "49015420323751A"])
def test_other_forms_are_no_imei(number: str) -> None:
    assert check_imei(number).reason


@given(st.sampled_from(["91", "92", "93"]), st.sampled_from(["370283", "990123"]), st.integers(0, 10**7 - 1))
def test_a_made_credit_code_is_well_formed_inside_and_out(kind: str, region: str, serial: int) -> None:
    verdict = identifiers.check_uscc(identifiers.make_uscc(kind, region, serial))
    assert verdict.ok
    assert not any("组织机构代码" in doubt for doubt in verdict.doubts)


def test_credit_codes_run_out() -> None:
    with pytest.raises(ValueError, match="no organisation code left"):
        identifiers.make_uscc("91", "990123", 10**7)


@given(st.from_regex("69[0-9]{10}", fullmatch=True))
def test_a_made_barcode_is_well_formed(body: str) -> None:
    assert identifiers.check_ean13(identifiers.make_ean13(body)).ok


def test_goods_from_abroad_and_empty_devices_are_doubted_only() -> None:
    assert check_ean13("4006381333931").doubts
    assert check_imei("0" * 15).doubts
    assert check_ean13("73513537").reason


def test_a_card_that_fails_its_check_is_doubted_only() -> None:
    assert check_bank_card("6228480012345678904").ok
    assert len(check_bank_card("6228480012345678904").doubts) == 1
    assert len(check_bank_card("1234567890").doubts) == 2
    assert check_bank_card("123").reason
    assert check_bank_card("9" * 20).reason


@pytest.mark.parametrize(("number", "doubts"), [("26372000000012345678", 1), ("19992000000012345678", 2)])
def test_the_inside_of_an_invoice_number_is_doubted_only(number: str, doubts: int) -> None:
    assert judge_invoice_number(number).ok
    assert len(judge_invoice_number(number).doubts) == doubts
    assert judge_invoice_number(number[1:]).reason


@pytest.mark.parametrize(
    ("mask", "shown_at_most"),
    [("mask_resident_id", 5), ("mask_phone", 7), ("mask_name", 1), ("mask_bank_card", 4), ("mask_plate", 4)],
)
@given(text=st.text(alphabet="0123456789X鲁张三", max_size=24))
def test_a_mask_hides_all_but_the_ends(mask: str, shown_at_most: int, text: str) -> None:
    masked: str = getattr(identifiers, mask)(text)
    shown = len(masked) - masked.count("*")
    assert len(masked) == len(text)
    assert shown <= shown_at_most
    assert "*" in masked or not text
