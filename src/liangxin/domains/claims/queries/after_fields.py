"""The fields of a claim about which one can ask: facts, numbers, papers, by a name and what people call them."""

from __future__ import annotations

from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.rules.after_forms import form_rules
from liangxin.domains.schemes import api as schemes
from liangxin.engines.rulebook.records import Asked


def field_labels(claim: Claim) -> dict[str, str]:
    """`fact:price`, `number:new_vin`, `paper:new_car` with their labels; not what only the office knows."""
    book, rules = schemes.rulebook_of(claim.version_id).rulebook, form_rules(claim.family)
    found = {
        f"fact:{fact.name}": fact.label
        for fact in book.facts.values()
        if not fact.is_history and fact.asked_of is Asked.PERSON and fact.name not in rules.today
    }
    found |= {f"number:{kind.value}": kind.label for kind in rules.numbers}
    return found | {f"paper:{one.id}": one.name for one in book.evidence}
