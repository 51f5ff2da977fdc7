"""The door of the accounts."""

from liangxin.foundation.accounts.actor import Actor, Standing, all_powers, declared_terms, power_label, seen_from
from liangxin.foundation.accounts.address import change_email
from liangxin.foundation.accounts.errors import (
    LockedOut,
    NoSecondFactor,
    NotAllowed,
    SecondFactorInPlace,
    WeakPassword,
    WrongCode,
    WrongCredentials,
    WrongPassword,
)
from liangxin.foundation.accounts.middleware import OfficeRequest
from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.sign_in import (
    authenticate,
    change_password,
    forget_old_failures,
    held_account,
    hold_for_second_factor,
    lockout_seconds,
    reset_password,
    sign_in,
    sign_out,
)
from liangxin.foundation.accounts.standings import actor_of, register_standings
from liangxin.foundation.accounts.terms import Deed, Language
from liangxin.foundation.accounts.two_factor import (
    Enrolment,
    confirm_totp,
    drop_second_factor,
    enrol_totp,
    needs_second_factor,
    recovery_codes,
    recovery_codes_left,
    verify_second_factor,
)
from liangxin.foundation.accounts.witness import register_witness

__all__ = [
    "Account",
    "Actor",
    "Deed",
    "Enrolment",
    "Language",
    "LockedOut",
    "NoSecondFactor",
    "NotAllowed",
    "OfficeRequest",
    "SecondFactorInPlace",
    "Standing",
    "WeakPassword",
    "WrongCode",
    "WrongCredentials",
    "WrongPassword",
    "actor_of",
    "all_powers",
    "authenticate",
    "change_email",
    "change_password",
    "confirm_totp",
    "declared_terms",
    "drop_second_factor",
    "enrol_totp",
    "forget_old_failures",
    "held_account",
    "hold_for_second_factor",
    "lockout_seconds",
    "needs_second_factor",
    "power_label",
    "recovery_codes",
    "recovery_codes_left",
    "register_standings",
    "register_witness",
    "reset_password",
    "seen_from",
    "sign_in",
    "sign_out",
    "verify_second_factor",
]
