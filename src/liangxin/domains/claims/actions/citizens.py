"""A citizen signs in with a verified identity; sees, takes along and has erased what is kept of them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.module_loading import import_string

from liangxin.domains.claims.access.citizens import account_of, get_citizen, own_hand
from liangxin.domains.claims.errors import AccountClosed, AccountNumberMissing, SignInNotOpen
from liangxin.domains.claims.models import Citizen, Erasure
from liangxin.domains.claims.rules.identity import TRIAL, IdentityVerifier, LocalVerifier, VerifiedPerson
from liangxin.domains.claims.terms import TAKEN_FROM, Deed
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.api import PartyField
from liangxin.domains.parties.errors import FieldWrong
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Account, Actor
from liangxin.foundation.trail.api import record

_LOCK = 0x11A7C  # with a party's id: two sign-ins of one person at once make one account
_TRIAL_COUNTY = "990123"  # of the demo, which does not exist: there the trial is the default


@dataclass(frozen=True, slots=True)
class Erased:
    """What was emptied at once, and what has to stay."""

    emptied: tuple[PartyField, ...]
    staying: tuple[PartyField, ...]


def verifier_in_use() -> IdentityVerifier:
    """The service that this installation has named; in the demo county a trial. Raises SignInNotOpen."""
    named = settings.IDENTITY_VERIFIER
    if not named and _TRIAL_COUNTY in regions.region_cards([_TRIAL_COUNTY]):
        named = TRIAL
    if not named:
        raise SignInNotOpen
    if named == TRIAL:
        return LocalVerifier(str(reverse_lazy("my:local_identity")))
    verifier: IdentityVerifier = import_string(named)()
    return verifier


def enter_citizen(person: VerifiedPerson, region_code: str, *, verified_by: str, on: date, wording: str) -> Account:
    """The account of a verified person; made at the first time, with the consent that was given before it.

    Raises FieldWrong for a number that is none, AccountClosed, RegionNotFound.
    """
    system = Actor.system(TAKEN_FROM)
    place = regions.region_seen(system, region_code)
    facts = parties.PersonFacts(person.name, person.id_number, person.phone)
    with transaction.atomic():
        party_id = _party(system, place, facts)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, party_id])
        citizen = account_of(party_id)
        account = citizen.account if citizen else _opened(system, party_id, place, verified_by, on, wording)
    if not account.is_active:
        raise AccountClosed
    return account


def _party(system: Actor, place: regions.RegionCard, facts: parties.PersonFacts) -> int:
    """The person's party; whoever has an account is not taken in again each time they sign in."""
    known = parties.find_party(system, facts.id_number)
    if known is not None and account_of(known.id) is not None:
        return known.id
    return parties.enter(system, place.code, facts, source=TAKEN_FROM)[0]


def _opened(
    system: Actor, party_id: int, place: regions.RegionCard, verified_by: str, on: date, wording: str
) -> Account:
    card = parties.party_cards(system, [party_id])[party_id]
    account = Account.objects.create_user(f"citizen-{secrets.token_hex(6)}", None, name=card.name)
    citizen = Citizen.objects.create(
        account=account, party_id=party_id, region_id=place.id, verified_by=verified_by, created_at=timezone.now()
    )
    own = own_hand(Actor(account.pk, account.name), place)
    parties.record_consent(own, card.public_id, [PartyField.PHONE], given_on=on, wording=wording, on=on)
    record(own, Deed.CITIZEN_ENTERED, citizen, region_path=place.path, after={"verified_by": verified_by})
    return account


def see_own_data(actor: Actor) -> parties.PlainFields:
    """All that is kept of the person who asks, in plain text: logged as every look is. Raises NotACitizen."""
    citizen = get_citizen(actor)
    own = own_hand(actor, citizen.region)
    card = parties.party_cards(own, [citizen.party_id])[citizen.party_id]
    return parties.unmask_all(own, card.public_id, reason="本人查看和导出")


def set_own_account(actor: Actor, number: str) -> None:
    """The account to which the citizen's subsidies are paid; the one before is gone.

    Raises AccountNumberMissing, FieldWrong, NothingChanged, NotACitizen.
    """
    citizen = get_citizen(actor)
    if not number.strip():
        raise AccountNumberMissing(field="account")
    own = own_hand(actor, citizen.region)
    card = parties.party_cards(own, [citizen.party_id])[citizen.party_id]
    try:
        parties.change_party(own, card.public_id, {PartyField.BANK_ACCOUNT: number}, reason="本人登记收款账号")
    except FieldWrong as refusal:
        refusal.field = "account"
        raise


def ask_erasure(actor: Actor, *, on: date) -> Erased:
    """Empty what rests on the person's consent, and keep what a law or public task asks for, until its day.

    Raises NoConsent where nothing rests on it any more, NotACitizen.
    """
    citizen = get_citizen(actor)
    own = own_hand(actor, citizen.region)
    card = parties.party_cards(own, [citizen.party_id])[citizen.party_id]
    with transaction.atomic():
        done = parties.withdraw_consent(own, card.public_id, on=on, reason="本人要求清除")
        erased = Erased(done.emptied, tuple(field for field, _ in done.staying))
        words = {name: [each.value for each in getattr(erased, name)] for name in ("emptied", "staying")}
        row = Erasure.objects.create(citizen_id=citizen.id, asked_at=timezone.now(), **words)
        record(own, Deed.ERASURE_ASKED, row, region_path=citizen.region.path, after=words)
    return erased
