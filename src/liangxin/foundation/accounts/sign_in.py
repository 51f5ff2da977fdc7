"""Signing in by steps: the password, then the second factor where there is one, then the session; and passwords.

account = authenticate(request, username, password)
if needs_second_factor(account): hold_for_second_factor(request, account); … the next page:
account = held_account(request); verify_second_factor(account, code)
sign_in(request, account)
"""

from __future__ import annotations

import math
import secrets
import time
import unicodedata
from datetime import timedelta

from axes.models import AccessAttempt
from axes.utils import reset as forget_failures
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils import timezone

from liangxin.foundation.accounts.actor import Actor
from liangxin.foundation.accounts.errors import LockedOut, WeakPassword, WrongCredentials, WrongPassword
from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.terms import Deed
from liangxin.foundation.accounts.witness import witnessed

HELD = "held_for_second_factor"
HELD_SECONDS = 300
LONGEST_USERNAME = 64
# No 0/O, 1/l/I: a temporary password is read out over the telephone.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def authenticate(request: HttpRequest, username: str, password: str) -> Account:
    """The account with this name and password; nobody is signed in yet.

    Raises WrongCredentials, without saying whether the name exists, and LockedOut after AXES_FAILURE_LIMIT failures of
    the name from the address, also for the right password.
    """
    username = _folded(username)
    wrong = WrongCredentials(limit=settings.AXES_FAILURE_LIMIT)
    if not username or len(username) > LONGEST_USERNAME or "\0" in username + password:
        raise wrong
    address = request.META.get("REMOTE_ADDR", "")
    refuse_while_locked_out(username, address)
    account = auth.authenticate(request, username=username, password=password)
    if isinstance(account, Account):
        return account
    if lockout_seconds(username, address):
        _witness_lock_out(username)
    refuse_while_locked_out(username, address)
    raise wrong


def refuse_while_locked_out(username: str, address: str) -> None:
    """Raise LockedOut, with the minutes that are left, while the name is paused for this address."""
    if seconds := lockout_seconds(username, address):
        raise LockedOut(minutes=math.ceil(seconds / 60))


def lockout_seconds(username: str, address: str) -> int:
    """How many seconds the name is still paused for this address; 0 if it is not."""
    attempts = AccessAttempt.objects.filter(
        username=_folded(username), ip_address=address, attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME
    ).aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    if (attempts["failures"] or 0) < settings.AXES_FAILURE_LIMIT:
        return 0
    left: timedelta = attempts["last"] + settings.AXES_COOLOFF_TIME - timezone.now()
    return max(math.ceil(left.total_seconds()), 0)


def forget_old_failures() -> int:
    """Delete failures that no longer count towards a pause; returns how many rows."""
    count, _ = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
    return int(count)


@transaction.atomic
def _witness_lock_out(username: str) -> None:
    account = Account.objects.filter(username__iexact=username).first()
    if account is not None:
        witnessed(Deed.LOCK_OUT, account, by=Actor.visitor())


def hold_for_second_factor(request: HttpRequest, account: Account) -> None:
    """Remember, for five minutes and in a session of a new key, who has given the right password."""
    request.session.cycle_key()
    request.session[HELD] = [account.pk, time.time()]


def held_account(request: HttpRequest) -> Account | None:
    """Who has given the right password and not yet the second factor; nobody after five minutes."""
    account_id, since = request.session.get(HELD, (None, 0.0))
    if account_id is None or time.time() - since > HELD_SECONDS:
        return None
    return Account.objects.filter(pk=account_id, is_active=True).first()


@transaction.atomic
def sign_in(request: HttpRequest, account: Account) -> None:
    """Begin the session, under a new key, of an account that has shown all that is asked of it."""
    request.session.pop(HELD, None)
    forget_failures(username=_folded(account.username), ip=request.META.get("REMOTE_ADDR", ""))
    auth.login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    witnessed(Deed.SIGN_IN, account)


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End the session and forget what was in it."""
    if isinstance(request.user, Account):
        witnessed(Deed.SIGN_OUT, request.user)
    auth.logout(request)


@transaction.atomic
def change_password(request: HttpRequest, account: Account, old: str, new: str) -> None:
    """Change one's own password; other sessions of the account end, this one goes on.

    Raises WrongPassword beside `old`, WeakPassword beside `new`.
    """
    if not account.check_password(old):
        raise WrongPassword(field="old")
    if old == new:
        raise WeakPassword(field="new", reasons="与原密码相同。")
    try:
        validate_password(new, account)
    except ValidationError as weak:
        raise WeakPassword(field="new", reasons="".join(weak.messages)) from weak
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    auth.update_session_auth_hash(request, account)
    witnessed(Deed.CHANGE_PASSWORD, account)


@transaction.atomic
def reset_password(by: Actor, account: Account) -> str:
    """Give the account a temporary password, to be changed at the next sign-in, and lift its pause; returns it once.

    Whether `by` may do so is for the caller, which knows members and powers, to decide.
    """
    temporary = "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))
    account.set_password(temporary)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    forget_failures(username=_folded(account.username))
    witnessed(Deed.RESET_PASSWORD, account, by=by)
    return temporary


def _folded(username: str) -> str:
    # One spelling, so that another case or width of the same name does not give five more guesses.
    return unicodedata.normalize("NFKC", username).strip().lower()
