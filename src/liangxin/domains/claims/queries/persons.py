"""What persons have had that counts towards limits: the one reading, for both channels and for merged parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import connection

from liangxin.domains.claims.rules.limits import COUNTED, Earlier, Person

# Each party asked for, each party that is the same person, each claim of theirs that counts. A merged party leads to
# the one that is left, never over a third, so one step finds them all.
_HAD: Final = """
    WITH root AS (SELECT id AS asked, coalesce(merged_into_id, id) AS id FROM parties_party WHERE id = ANY (%s)),
    same AS (SELECT DISTINCT id AS root, id FROM root
              UNION SELECT p.merged_into_id, p.id FROM parties_party p
               WHERE p.merged_into_id IN (SELECT id FROM root))
    SELECT root.asked, root.id, same.id, c.id, c.family, c.category, c."on", coalesce(c.amount_fen, 0)
      FROM root JOIN same ON same.root = root.id
      LEFT JOIN claims_claim c ON c.party_id = same.id AND c.state = ANY (%s)
"""


def persons_of(party_ids: Iterable[int]) -> dict[int, Person]:
    """The person of each party, with what counts for them at this moment."""
    ids = sorted(set(party_ids))
    if not ids:
        return {}
    roots: dict[int, int] = {}
    parties: dict[int, set[int]] = {}
    earlier: dict[int, dict[int, Earlier]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HAD, [ids, sorted(state.value for state in COUNTED)])
        for asked, root, party, claim, *rest in cursor.fetchall():
            roots[asked] = root
            parties.setdefault(root, set()).add(party)
            had = earlier.setdefault(root, {})
            if claim is not None:
                had[claim] = Earlier(claim, *rest)
    people = {root: Person(root, frozenset(parties[root]), tuple(earlier[root].values())) for root in parties}
    return {asked: people[root] for asked, root in roots.items()}
