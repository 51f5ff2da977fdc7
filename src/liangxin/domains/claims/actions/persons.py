"""A person is one, whichever channel a claim comes by and however many parties were merged: one lock, one account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import connection

from liangxin.domains.claims.access.citizens import account_of
from liangxin.domains.claims.models import Citizen
from liangxin.domains.claims.queries.persons import persons_of
from liangxin.domains.claims.rules.limits import Person
from liangxin.domains.claims.terms import Deed
from liangxin.domains.parties import api as parties
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record

_SYSTEM: Final = Actor.system("主体合并")
_SPACE: Final = 71_001  # the first number of the advisory locks on persons, the second is a party's
# All parties of the persons of these, locked in one order.
_LOCK: Final = """
    WITH root AS (SELECT coalesce(merged_into_id, id) AS id FROM parties_party WHERE id = ANY (%(ids)s)),
    same AS (SELECT id FROM root UNION SELECT id FROM parties_party WHERE merged_into_id IN (SELECT id FROM root))
    SELECT id, pg_advisory_xact_lock(%(space)s, (id %% 2147483647)::integer) FROM (
        SELECT id FROM same ORDER BY id %% 2147483647) t
"""


def lock_persons(party_ids: Iterable[int]) -> dict[int, Person]:
    """The persons of these parties with what they have had. Nobody else counts for them until the transaction ends.

    Whoever makes a claim that counts calls this first: limits are kept by it. All parties of a person are locked, so
    that a merging that ends meanwhile lets nobody have twice; it is looked at again where one did.
    """
    asked, locked = set(party_ids), set[int]()
    while asked:
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, {"ids": sorted(asked), "space": _SPACE})
            locked |= {int(row[0]) for row in cursor.fetchall()}
        found = persons_of(asked)
        if all(person.party_ids <= locked for person in found.values()):
            return found
    return {}


def unite_accounts(kept: int) -> None:
    """Two parties are one person: of two accounts the one of the party that is left stays, the other is closed."""
    stays = Citizen.objects.filter(party_id=kept, replaced_by__isnull=True).first() or account_of(kept)
    others = Citizen.objects.select_related("account", "region").filter(
        party_id__in=parties.same_parties([kept])[kept], replaced_by__isnull=True
    )
    for other in others.exclude(pk=stays.pk) if stays else ():
        _set_account(other, stays, Deed.CITIZEN_UNITED)


def part_accounts(kept: int, gone: int) -> None:
    """Two parties are two persons again: the account that was closed for the other's sake is open again."""
    closed = Citizen.objects.select_related("account", "region").filter(
        party_id=gone, replaced_by__party_id__in=parties.same_parties([kept])[kept]
    )
    for each in closed:
        _set_account(each, None, Deed.CITIZEN_PARTED)


def _set_account(citizen: Citizen, replaced_by: Citizen | None, deed: Deed) -> None:
    citizen.replaced_by, citizen.account.is_active = replaced_by, replaced_by is None
    citizen.account.save(update_fields=["is_active"])
    citizen.save(update_fields=["replaced_by"])
    record(_SYSTEM, deed, citizen, region_path=citizen.region.path)
