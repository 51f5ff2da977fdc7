"""The mail address of an account, which the person gives."""

from __future__ import annotations

from django.db import transaction

from liangxin.foundation.accounts.models import Account
from liangxin.foundation.accounts.terms import Deed
from liangxin.foundation.accounts.witness import witnessed


@transaction.atomic
def change_email(account: Account, email: str) -> None:
    """Keep another address; the same one changes nothing. Whether it is one is for the caller to see."""
    if account.email == email:
        return
    account.email = email
    account.save(update_fields=["email"])
    witnessed(Deed.CHANGE_EMAIL, account)
