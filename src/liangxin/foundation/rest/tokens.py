"""Issuing, showing, revoking and recognising access tokens. A token may do what its account may."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.rest.errors import TokenNotFound, TokenTermTooLong, TooManyTokens
from liangxin.foundation.rest.models import AccessToken
from liangxin.foundation.rest.terms import LONGEST_DAYS, MOST_TOKENS, Deed
from liangxin.foundation.trail.api import record

# Tells a token that was pasted somewhere by mistake from any other string.
PREFIX = "lx_"


@dataclass(frozen=True)
class TokenCard:
    """A token as its owner sees it; the token itself is shown once, when issued."""

    public_id: UUID
    label: str
    created: datetime
    expires: date
    last_used: date | None


@transaction.atomic
def issue_token(account: Account, label: str, days: int) -> str:
    """A new token, good for `days` days counting today; returned this once. TokenTermTooLong, TooManyTokens."""
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenTermTooLong(field="days", most=LONGEST_DAYS)
    # The owner's row is the lock under which tokens are counted.
    Account.objects.select_for_update().get(pk=account.pk)
    today = timezone.localdate()
    if _good(today).filter(account=account).count() >= MOST_TOKENS:
        raise TooManyTokens(most=MOST_TOKENS)
    token = PREFIX + secrets.token_urlsafe(32)
    issued = AccessToken.objects.create(
        account=account, label=label[:64], digest=_digest(token), expires=today + timedelta(days=days - 1)
    )
    record(
        Actor(account.pk, account.name), Deed.ISSUE, issued, after={"label": issued.label, "expires": issued.expires}
    )
    return token


def tokens_of(account: Account) -> list[TokenCard]:
    """The account's tokens that are still good, newest first."""
    return [
        TokenCard(token.public_id, token.label, token.created, token.expires, token.last_used)
        for token in _good(timezone.localdate()).filter(account=account).order_by("-id")
    ]


@transaction.atomic
def revoke_token(account: Account, public_id: UUID) -> None:
    """End a token of the account at once; TokenNotFound for any other, and for one that has ended."""
    token = AccessToken.objects.filter(account=account, public_id=public_id).first()
    if token is None or not AccessToken.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now()):
        raise TokenNotFound
    record(Actor(account.pk, account.name), Deed.REVOKE, token)


def account_of(token: str) -> Account | None:
    """Whose good token this is; nobody's for one that ended, was revoked, or whose account is disabled.

    Notes the day of use, once a day.
    """
    today = timezone.localdate()
    found = _good(today).filter(digest=_digest(token), account__is_active=True).select_related("account").first()
    if found is None:
        return None
    _good(today).filter(Q(last_used__lt=today) | Q(last_used=None), pk=found.pk).update(last_used=today)
    return found.account


def _good(on: date) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(revoked=None, expires__gte=on)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
