"""What makes two parties look like one: reasons and a score between 1 and 100. A person decides.

The scores are ours: they put the list in an order and say nothing of probability.
"""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.domains.parties.rules.facts import birth_day, firm_name
from liangxin.domains.parties.terms import IdentityKind, PairReason, PartyKind
from liangxin.kernel.identifiers import modern_resident_id
from liangxin.kernel.text import plain

_SCORES = {
    PairReason.OLD_NUMBER: 95,
    PairReason.ONE_SIGN_APART: 90,
    PairReason.SAME_ACCOUNT: 75,
    PairReason.SAME_NAME: 70,
    PairReason.SAME_PHONE: 60,
}
_EACH_MORE, _HIGHEST = 4, 99
_OTHER_NAME = 30  # what is taken off where the account is the same and the names are nothing alike: a couple's, say
_BODY = 17  # the last sign is a check of the others: it changes with any of them


@dataclass(frozen=True, slots=True, repr=False)
class Traits:
    """What two parties are compared by, in plain text and only in memory."""

    kind: PartyKind
    identity_kind: IdentityKind
    name: str
    identity: str
    phone: str
    bank_account: str


@dataclass(frozen=True, slots=True)
class Likeness:
    score: int
    reasons: tuple[PairReason, ...]


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """Why the two may be one; None where nothing says so, or they are of different kinds."""
    if one.kind is not other.kind:
        return None
    alike = names_alike(one, other)
    found = {
        PairReason.OLD_NUMBER: _old_number(one, other) or _old_number(other, one),
        PairReason.ONE_SIGN_APART: plain(one.name) == plain(other.name)
        and _born_together(one, other)
        and one_sign_apart(one.identity, other.identity),
        PairReason.SAME_ACCOUNT: bool(one.bank_account) and one.bank_account == other.bank_account,
        PairReason.SAME_NAME: one.kind is PartyKind.ENTERPRISE and firm_name(one.name) == firm_name(other.name),
        PairReason.SAME_PHONE: bool(one.phone) and one.phone == other.phone and alike,
    }
    reasons = tuple(reason for reason in PairReason if found[reason])
    if not reasons:
        return None
    score = max(_SCORES[reason] for reason in reasons) + _EACH_MORE * (len(reasons) - 1)
    if reasons == (PairReason.SAME_ACCOUNT,) and not alike:
        score -= _OTHER_NAME
    return Likeness(min(score, _HIGHEST), reasons)


def names_alike(one: Traits, other: Traits) -> bool:
    """The same name, or a person's with one character otherwise behind the surname, or one firm's in another's."""
    if one.kind is PartyKind.PERSON:
        first, second = plain(one.name), plain(other.name)
        return bool(first and second) and first[0] == second[0] and _within_one(first, second)
    first, second = sorted((firm_name(one.name), firm_name(other.name)), key=len)
    return len(first) >= 4 and first.removesuffix("有限公司") in second


def one_sign_apart(one: str, other: str) -> bool:
    """Two numbers of eighteen that differ in one sign, or in two neighbours exchanged; the check sign aside.

    >>> one_sign_apart("110105194912310021", "110105194912310048"), one_sign_apart("1" * 18, "1" * 18)
    (True, False)
    """
    if len(one) != len(other) or len(one) <= _BODY:
        return False
    apart = [place for place in range(_BODY) if one[place] != other[place]]
    if len(apart) == 1:
        return True
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


def _old_number(old: Traits, new: Traits) -> bool:
    return (
        old.identity_kind is IdentityKind.OLD_RESIDENT
        and new.identity_kind is not IdentityKind.OLD_RESIDENT
        and bool(old.identity)
        and modern_resident_id(old.identity) == new.identity
    )


def _born_together(one: Traits, other: Traits) -> bool:
    born = birth_day(one.identity_kind, one.identity)
    return born is not None and born == birth_day(other.identity_kind, other.identity)


def _within_one(one: str, other: str) -> bool:
    """Whether one character changed, added or left out makes one of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(long) == len(short):
        return sum(a != b for a, b in zip(short, long, strict=True)) <= 1
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
