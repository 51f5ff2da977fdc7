"""The second factor: a code of six digits from an authenticator (RFC 6238), or a recovery code; each good for once."""

from __future__ import annotations

import base64
import hashlib
import io
import math
import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

import segno
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP

from liangxin.foundation.accounts.errors import LockedOut, NoSecondFactor, SecondFactorInPlace, WrongCode
from liangxin.foundation.accounts.models import Account, RecoveryCode, SecondFactor
from liangxin.foundation.accounts.terms import Deed
from liangxin.foundation.accounts.witness import witnessed

ISSUER = "两新"
STEP = 30
# One step either way: clocks of telephones differ, people type slowly.
TOLERANCE = 1
# From any address: whoever knows the password would otherwise guess six digits from many.
MOST_FAILURES, PAUSE = 5, timedelta(minutes=15)
RECOVERY_CODES = 10


@dataclass(frozen=True)
class Enrolment:
    """What the authenticator needs: the secret to type, the address it stands in, and that address as SVG picture."""

    secret: str
    uri: str
    svg: str


def needs_second_factor(account: Account) -> bool:
    """Whether signing in asks for a code."""
    return SecondFactor.objects.filter(account=account, confirmed=True).exists()


@transaction.atomic
def enrol_totp(account: Account) -> Enrolment:
    """Begin setting up: a new secret, in force only once confirmed. Raises SecondFactorInPlace if one is in force."""
    Account.objects.select_for_update().get(pk=account.pk)
    if needs_second_factor(account):
        raise SecondFactorInPlace
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    SecondFactor.objects.update_or_create(
        account=account, defaults={"secret": secret, "last_counter": 0, "failures": 0, "last_failure": None}
    )
    label = quote(f"{ISSUER}:{account.username}")
    uri = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"
    picture = io.BytesIO()
    segno.make(uri, error="m").save(
        picture, kind="svg", xmldecl=False, scale=4, border=2, svgclass=None, lineclass=None
    )
    return Enrolment(secret, uri, picture.getvalue().decode())


def confirm_totp(account: Account, code: str) -> tuple[str, ...]:
    """Put the secret in force by its first code; returns the recovery codes, which are shown this once.

    Raises NoSecondFactor if nothing was begun, WrongCode, LockedOut.
    """
    if not SecondFactor.objects.filter(account=account, confirmed=False).exists():
        raise NoSecondFactor
    _verify(account, code)
    with transaction.atomic():
        SecondFactor.objects.filter(account=account).update(confirmed=True)
        witnessed(Deed.SET_SECOND_FACTOR, account)
        return _new_recovery_codes(account)


def verify_second_factor(account: Account, code: str) -> None:
    """Accept a code of the authenticator or a recovery code, and use it up.

    Raises WrongCode, and LockedOut after five failures in a row. Not to be called in a transaction, which the refusal
    would undo together with the count of failures.
    """
    if not needs_second_factor(account):
        raise NoSecondFactor
    _verify(account, code)


@transaction.atomic
def recovery_codes(account: Account) -> tuple[str, ...]:
    """Ten new recovery codes in place of the old ones; shown this once. NoSecondFactor without a second factor."""
    if not needs_second_factor(account):
        raise NoSecondFactor
    witnessed(Deed.RENEW_RECOVERY_CODES, account)
    return _new_recovery_codes(account)


def recovery_codes_left(account: Account) -> int:
    return RecoveryCode.objects.filter(account=account, used__isnull=True).count()


@transaction.atomic
def drop_second_factor(account: Account) -> None:
    """Take the second factor away, with its recovery codes; whoever asks has just given the password or is an admin."""
    SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    witnessed(Deed.DROP_SECOND_FACTOR, account)


def _verify(account: Account, code: str) -> None:
    with transaction.atomic():
        # The lock makes the second of two requests with one code see that it has been used.
        factor = SecondFactor.objects.select_for_update().get(account=account)
        _refuse_while_paused(factor)
        accepted = _is_new_code(factor, code) or (factor.confirmed and _use_recovery_code(account, code))
        factor.failures = 0 if accepted else factor.failures + 1
        factor.last_failure = None if accepted else timezone.now()
        factor.save(update_fields=["last_counter", "failures", "last_failure"])
    if not accepted:
        raise WrongCode(field="code")


def _refuse_while_paused(factor: SecondFactor) -> None:
    if factor.failures < MOST_FAILURES or factor.last_failure is None:
        return
    left = factor.last_failure + PAUSE - timezone.now()
    if left > timedelta(0):
        raise LockedOut(minutes=math.ceil(left.total_seconds() / 60))
    factor.failures = 0


def _is_new_code(factor: SecondFactor, code: str) -> bool:
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return False
    totp = TOTP(base64.b32decode(factor.secret), step=STEP)
    totp.time = timezone.now().timestamp()
    if not totp.verify(int(digits), tolerance=TOLERANCE, min_t=factor.last_counter + 1):
        return False
    factor.last_counter = totp.t()
    return True


def _use_recovery_code(account: Account, code: str) -> bool:
    unused = RecoveryCode.objects.filter(account=account, digest=_digest(code), used__isnull=True)
    if not unused.update(used=timezone.now()):
        return False
    witnessed(Deed.USE_RECOVERY_CODE, account)
    return True


def _new_recovery_codes(account: Account) -> tuple[str, ...]:
    # 80 bits each: beyond guessing even from the digests, which therefore need no salt.
    drawn = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=_digest(code)) for code in drawn)
    return tuple("-".join(code[start : start + 4] for start in range(0, 16, 4)) for code in drawn)


def _digest(code: str) -> str:
    return hashlib.sha256("".join(code.split()).replace("-", "").lower().encode()).hexdigest()
