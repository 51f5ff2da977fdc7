"""The door of parties: ids, frozen cards, in bulk; nothing personal comes out but masked."""

from liangxin.domains.parties.actions.changing import change_party
from liangxin.domains.parties.actions.demo import load_demo
from liangxin.domains.parties.actions.keeping import (
    Withdrawn,
    record_consent,
    withdraw_consent,
)
from liangxin.domains.parties.actions.merging import merge_pair, merge_parties, undo_merge
from liangxin.domains.parties.actions.pairs import find_pairs, say_different
from liangxin.domains.parties.actions.roles import end_role, give_role
from liangxin.domains.parties.actions.taking import Consent, TakenIn, enter, take_in, used
from liangxin.domains.parties.actions.unmasking import PlainFields, unmask, unmask_all, unmask_many
from liangxin.domains.parties.events import MergeUndone, PartiesForgotten, PartiesMerged
from liangxin.domains.parties.queries.cards import (
    PartyCard,
    find_enterprises,
    find_exactly,
    find_party,
    holds_role,
    party_cards,
    party_seen,
    same_parties,
    surviving,
    with_account,
)
from liangxin.domains.parties.queries.page import PartyPage, party_page, unmaskings
from liangxin.domains.parties.queries.pairs import PairCard, pair_cards, pairs_listed
from liangxin.domains.parties.rules.facts import EnterpriseFacts, PersonFacts
from liangxin.domains.parties.terms import PartyField, PartyKind, PartyRole, PartyState

__all__ = [
    "Consent",
    "EnterpriseFacts",
    "MergeUndone",
    "PairCard",
    "PartiesForgotten",
    "PartiesMerged",
    "PartyCard",
    "PartyField",
    "PartyKind",
    "PartyPage",
    "PartyRole",
    "PartyState",
    "PersonFacts",
    "PlainFields",
    "TakenIn",
    "Withdrawn",
    "change_party",
    "end_role",
    "enter",
    "find_enterprises",
    "find_exactly",
    "find_pairs",
    "find_party",
    "give_role",
    "holds_role",
    "load_demo",
    "merge_pair",
    "merge_parties",
    "pair_cards",
    "pairs_listed",
    "party_cards",
    "party_page",
    "party_seen",
    "record_consent",
    "same_parties",
    "say_different",
    "surviving",
    "take_in",
    "undo_merge",
    "unmask",
    "unmask_all",
    "unmask_many",
    "unmaskings",
    "used",
    "with_account",
    "withdraw_consent",
]
