"""Accounts of merchants: opened for a person by the office, given a new password, closed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims.access.shops import get_merchant, get_shop_account
from liangxin.domains.claims.errors import PersonNeeded
from liangxin.domains.claims.models import ShopAccount
from liangxin.domains.claims.terms import PERSON_LIMIT, Deed, Power
from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.trail.api import record


@dataclass(frozen=True, slots=True)
class NewLogin:
    """A name and a password to be handed over, shown once; the password is changed at the first sign-in."""

    username: str
    password: str = field(repr=False)


def open_shop_account(actor: Actor, merchant_id: UUID | str, person: str) -> NewLogin:
    """An account for a person of a merchant. Raises PersonNeeded, MerchantUnknown, NotAllowed."""
    merchant = get_merchant(actor, merchant_id, Power.TILL)
    name = " ".join(person.split())
    if not 0 < len(name) <= PERSON_LIMIT or not name.isprintable():
        raise PersonNeeded(field="person", limit=PERSON_LIMIT)
    login = NewLogin(f"shop-{secrets.token_hex(4)}", _password())
    with transaction.atomic():
        account = Account.objects.create_user(login.username, login.password, name=name, must_change_password=True)
        row = ShopAccount.objects.create(
            account=account, merchant_id=merchant.pk, opened_at=timezone.now(), opened_by_id=actor.account_id
        )
        _record(actor, Deed.SHOP_ACCOUNT_OPENED, row, merchant.region.path)
    return login


def renew_password(actor: Actor, account_id: UUID | str) -> NewLogin:
    """A new password for who has forgotten it. Raises ShopAccountEnded, MerchantUnknown, NotAllowed."""
    with transaction.atomic():
        row = get_shop_account(actor, account_id)
        login = NewLogin(row.account.username, _password())
        row.account.set_password(login.password)
        row.account.must_change_password = True
        row.account.save(update_fields=["password", "must_change_password"])
        _record(actor, Deed.SHOP_PASSWORD_RENEWED, row, row.merchant.region.path)
    return login


def close_shop_account(actor: Actor, account_id: UUID | str) -> None:
    """The account opens nothing from now on. Raises ShopAccountEnded, MerchantUnknown, NotAllowed."""
    with transaction.atomic():
        row = get_shop_account(actor, account_id)
        row.closed_at, row.account.is_active = timezone.now(), False
        row.account.save(update_fields=["is_active"])
        row.save(update_fields=["closed_at"])
        _record(actor, Deed.SHOP_ACCOUNT_CLOSED, row, row.merchant.region.path)


def _password() -> str:
    return secrets.token_urlsafe(9)


def _record(actor: Actor, deed: Deed, row: ShopAccount, path: str) -> None:
    record(actor, deed, row, region_path=path, after={"username": row.account.username, "merchant": row.merchant_id})
