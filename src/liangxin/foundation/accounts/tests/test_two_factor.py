"""The second factor: set up, asked for, each code good for once, guessing stopped."""

from __future__ import annotations

import base64
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django_otp.oath import TOTP

from liangxin.foundation.accounts.api import (
    Account,
    Enrolment,
    LockedOut,
    NoSecondFactor,
    SecondFactorInPlace,
    WrongCode,
    confirm_totp,
    drop_second_factor,
    enrol_totp,
    needs_second_factor,
    recovery_codes,
    recovery_codes_left,
    verify_second_factor,
)
from liangxin.foundation.accounts.models import RecoveryCode
from liangxin.foundation.accounts.tests import people

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def code_at(enrolment: Enrolment, moment: datetime) -> str:
    totp = TOTP(base64.b32decode(enrolment.secret))
    totp.time = moment.timestamp()
    return f"{totp.token():06}"


def wrong_code(enrolment: Enrolment, moment: datetime) -> str:
    near = {code_at(enrolment, moment + timedelta(seconds=30 * step)) for step in range(-2, 3)}
    return next(guess for guess in (f"{number:06}" for number in range(10)) if guess not in near)


def enrolled(account: Account) -> tuple[Enrolment, tuple[str, ...]]:
    """An account whose second factor is in force, confirmed at noon."""
    enrolment = enrol_totp(account)
    return enrolment, confirm_totp(account, code_at(enrolment, NOON))


@pytest.mark.django_db
def test_it_is_in_force_only_once_confirmed_by_its_first_code() -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False):
        enrolment = enrol_totp(li)
        assert not needs_second_factor(li)
        with pytest.raises(WrongCode):
            confirm_totp(li, wrong_code(enrolment, NOON))
        assert not needs_second_factor(li)
        codes = confirm_totp(li, code_at(enrolment, NOON))
    assert needs_second_factor(li)
    assert len(set(codes)) == recovery_codes_left(li) == 10


@pytest.mark.django_db
def test_the_authenticator_is_told_all_it_needs() -> None:
    enrolment = enrol_totp(people.account("李四"))
    assert enrolment.uri.startswith("otpauth://totp/%E4%B8%A4%E6%96%B0%3A%E6%9D%8E%E5%9B%9B?secret=")
    assert enrolment.secret in enrolment.uri
    assert enrolment.svg.startswith("<svg")
    assert "style=" not in enrolment.svg


@pytest.mark.django_db
def test_the_secret_and_the_recovery_codes_are_not_readable_in_the_database() -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False):
        enrolment, codes = enrolled(li)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        (stored,) = cursor.fetchone()
    assert enrolment.secret not in stored
    assert stored.startswith("new:")
    assert not set(codes) & set(RecoveryCode.objects.values_list("digest", flat=True))


@pytest.mark.django_db
def test_a_code_is_good_for_once_and_so_are_those_before_it() -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False) as clock:
        enrolment, _ = enrolled(li)
        clock.shift(60)
        now = NOON + timedelta(seconds=60)
        spaced = code_at(enrolment, now)
        verify_second_factor(li, f" {spaced[:3]} {spaced[3:]} ")
        for used in (now, now - timedelta(seconds=30)):
            with pytest.raises(WrongCode):
                verify_second_factor(li, code_at(enrolment, used))
        verify_second_factor(li, code_at(enrolment, now + timedelta(seconds=30)))


@pytest.mark.parametrize("seconds", [-60, 60, 3600])
@pytest.mark.django_db
def test_a_code_of_another_time_is_refused(seconds: int) -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False) as clock:
        enrolment, _ = enrolled(li)
        clock.shift(300)
        with pytest.raises(WrongCode):
            verify_second_factor(li, code_at(enrolment, NOON + timedelta(seconds=300 + seconds)))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "１２３４５６", "abcdef", "-12345", "²²²²²²"])
@pytest.mark.django_db
def test_what_is_no_code_is_refused(code: str) -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False):
        enrolled(li)
        with pytest.raises(WrongCode) as refused:
            verify_second_factor(li, code)
    assert refused.value.field == "code"


@pytest.mark.django_db
def test_five_wrong_codes_pause_it_from_wherever_they_come() -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False) as clock:
        enrolment, codes = enrolled(li)
        clock.shift(60)
        for _ in range(5):
            with pytest.raises(WrongCode):
                verify_second_factor(li, wrong_code(enrolment, NOON + timedelta(seconds=60)))
        for right in (code_at(enrolment, NOON + timedelta(seconds=60)), codes[0]):
            with pytest.raises(LockedOut, match="15分钟"):
                verify_second_factor(li, right)
        clock.shift(timedelta(minutes=15))
        verify_second_factor(li, code_at(enrolment, NOON + timedelta(minutes=16)))


@pytest.mark.django_db
def test_a_recovery_code_is_good_for_once_in_whatever_spelling() -> None:
    li, sun = people.account("li"), people.account("sun")
    with time_machine.travel(NOON, tick=False):
        _, codes = enrolled(li)
        enrolled(sun)
        verify_second_factor(li, codes[0].upper().replace("-", " "))
        for account, code in ((li, codes[0]), (sun, codes[1])):
            with pytest.raises(WrongCode):
                verify_second_factor(account, code)
    assert (recovery_codes_left(li), recovery_codes_left(sun)) == (9, 10)


@pytest.mark.django_db
def test_new_recovery_codes_end_the_old_ones() -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False):
        _, old = enrolled(li)
        new = recovery_codes(li)
        with pytest.raises(WrongCode):
            verify_second_factor(li, old[0])
        verify_second_factor(li, new[0])


@pytest.mark.django_db
def test_setting_up_again_needs_the_first_one_dropped() -> None:
    li = people.account("li")
    with time_machine.travel(NOON, tick=False):
        enrolled(li)
        with pytest.raises(SecondFactorInPlace):
            enrol_totp(li)
        with pytest.raises(NoSecondFactor):
            confirm_totp(li, "123456")
        drop_second_factor(li)
        assert not needs_second_factor(li)
        assert recovery_codes_left(li) == 0
        enrolled(li)


@pytest.mark.django_db
def test_without_a_second_factor_there_is_nothing_to_verify() -> None:
    li = people.account("li")
    with pytest.raises(NoSecondFactor):
        verify_second_factor(li, "123456")
    with pytest.raises(NoSecondFactor):
        recovery_codes(li)


@pytest.mark.race
@pytest.mark.parametrize("kind", ["totp", "recovery"])
@pytest.mark.django_db(transaction=True)
def test_of_two_sign_ins_with_one_code_at_once_only_one_succeeds(kind: str) -> None:
    li = people.account("li")
    outcomes: list[str] = []
    with time_machine.travel(NOON, tick=False) as clock:
        enrolment, codes = enrolled(li)
        clock.shift(60)
        code = code_at(enrolment, NOON + timedelta(seconds=60)) if kind == "totp" else codes[0]
        both_in = threading.Barrier(2, timeout=10)

        def attempt() -> None:
            try:
                both_in.wait()
                verify_second_factor(li, code)
                outcomes.append("in")
            except WrongCode:
                outcomes.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=attempt) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert sorted(outcomes) == ["in", "refused"]
