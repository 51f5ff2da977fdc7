"""A person's own choice: the address for mail, which kinds come by it, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from liangxin.foundation.accounts.api import Account, change_email
from liangxin.foundation.messages.errors import MailAddressNeeded, MailAddressUnfit
from liangxin.foundation.messages.kinds import personal_kinds
from liangxin.foundation.messages.models import MailChoice
from liangxin.foundation.messages.terms import MailTiming

_LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True)
class ChoiceCard:
    """How mail comes to a person; `is_possible` where this installation can send any."""

    email: str
    timing: MailTiming
    kinds: frozenset[str]
    is_possible: bool


def choice_of(account: Account) -> ChoiceCard:
    """What the person chose, or what holds until they do."""
    row = MailChoice.objects.filter(account=account).first()
    usual = frozenset(kind.name for kind in personal_kinds() if kind.by_mail)
    return ChoiceCard(
        email=account.email,
        timing=MailTiming.of(row.timing) if row else MailTiming.DIGEST,
        kinds=frozenset(row.kinds) if row else usual,
        is_possible=settings.MAIL_IS_ON,
    )


def choose(account: Account, *, email: str, timing: MailTiming, kinds: Iterable[str]) -> None:
    """Keep the person's choice. Raises MailAddressUnfit, MailAddressNeeded."""
    address = email.strip()
    if address:
        _require_address(address)
    elif timing is not MailTiming.OFF:
        raise MailAddressNeeded(field="email")
    known = {kind.name for kind in personal_kinds()}
    with transaction.atomic():
        change_email(account, address)
        chosen = {"timing": timing.value, "kinds": sorted(known & set(kinds))}
        MailChoice.objects.update_or_create(account=account, defaults=chosen)


def _require_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as unfit:
        raise MailAddressUnfit(field="email") from unfit
    if len(address) > _LONGEST_EMAIL:
        raise MailAddressUnfit(field="email")
