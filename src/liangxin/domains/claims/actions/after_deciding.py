"""What every deed on an after-sale claim does inside: decide it, hold its numbers, check it, write and tell of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.claims.access.citizens import account_now
from liangxin.domains.claims.access.settings import rules_of
from liangxin.domains.claims.actions import after_reading as reading
from liangxin.domains.claims.errors import NumberUsed
from liangxin.domains.claims.models import Claim, Comparison, Document, Mark
from liangxin.domains.claims.queries.after_case import Case, case_of, day_of, doubts_of, numbers_of
from liangxin.domains.claims.queries.after_papers import evidence_of
from liangxin.domains.claims.rules.after_checks import Seen, all_met, checks_of
from liangxin.domains.claims.rules.after_forms import form_rules
from liangxin.domains.claims.rules.after_papers import papers_of
from liangxin.domains.claims.rules.after_steps import IN_REVIEW, due_after
from liangxin.domains.claims.terms import ClaimNews, ClaimState, DocumentState, MarkKind
from liangxin.domains.parties import api as parties
from liangxin.domains.schemes import api as schemes
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import tell
from liangxin.kernel.money import Money

_SYSTEM = Actor.system("补贴申领")


def decided(claim: Claim, said: dict[str, str], on: date) -> Case:
    """Decide the claim on what is said of it and put both on it, whole; not saved here."""
    book = schemes.rulebook_of(claim.version_id)
    claim.on = day_of(book, said, on)
    case = case_of(claim, said, on)
    claim.facts = case.said
    claim.decision = case.stored()
    amount = case.outcome.amount
    claim.amount_fen = amount.fen if amount is not None else None
    price = case.said.get("price")
    claim.price_fen = Money.read(f"{price}元").fen if price else None
    return case


def write(claim: Claim, on: date, state: ClaimState | None = None) -> None:
    """Save the claim and its filing; a new state has its own deadline."""
    if state is not None:
        claim.state = state.value
        filing = claim.filing
        filing.due_on = due_after(on, rules_of(claim.region_id).review_days) if state in IN_REVIEW else None
        filing.escalated_on = None
    claim.clock += 1
    claim.changed_at = timezone.now()
    claim.save()
    claim.filing.save()


def hold_numbers(claim: Claim) -> None:
    """From now on no other claim has these numbers. Raises NumberUsed for the first that another one holds."""
    for mark in claim.marks.order_by("kind"):
        if mark.held:
            continue
        try:
            with transaction.atomic():
                Mark.objects.filter(pk=mark.pk).update(held=True)
        except IntegrityError as error:
            raise NumberUsed(field=f"number-{mark.kind}", what=MarkKind.of(mark.kind)) from error


def free_numbers(claim: Claim) -> None:
    """Others may claim with these numbers again."""
    claim.marks.filter(held=True).update(held=False)


def checked(claim: Claim, case: Case, on: date) -> None:
    """Run the automatic checks and put them on the filing; not saved here."""
    filing, documents = claim.filing, list(claim.documents.filter(removed_at__isnull=True))
    lines = lines_of(claim)
    labels = {line["label"]: line["verdict"] for line in lines}
    deciding = case.outcome.trace.deciding()
    seen = Seen(
        ruling=case.answer,
        deciding=deciding.title if deciding else "",
        doubts=doubts_of(claim, on),
        missing=[name for _, name in missing_papers(claim, case)],
        waiting=sum(one.state == DocumentState.WAITING for one in documents),
        unread=[one.name for one in documents if one.state == DocumentState.FAILED],
        differing=[label for label, verdict in labels.items() if verdict == "differs"],
        not_found=[label for label, verdict in labels.items() if verdict == "not_found"],
        same_person=_is_buyer(claim, documents),
        is_money_held=claim.holding is not None,
    )
    checks = checks_of(seen)
    filing.checks = [check.as_json() for check in checks]
    filing.all_met = all_met(checks)


def missing_papers(claim: Claim, case: Case) -> list[tuple[str, str]]:
    """Evidence that the rulebook asks for in this case, by id and name, of which nothing was uploaded."""
    there = set(claim.documents.filter(removed_at__isnull=True).values_list("evidence", flat=True))
    held = form_rules(claim.family).held if not claim.filing.is_counter else frozenset()
    return [(one, name) for one, name in evidence_of(case) if one not in there and one not in held]


def lines_of(claim: Claim) -> list[dict[str, Any]]:
    """Typed against read, as it was stored."""
    row = Comparison.objects.filter(claim=claim).first()
    found: list[dict[str, Any]] = json.loads(row.lines) if row and row.lines else []
    return found


def _is_buyer(claim: Claim, documents: list[Document]) -> bool | None:
    """Whether the buyer that documents name is the claimant; None where none names one by number."""
    rules, answers = form_rules(claim.family), []
    for document in documents:
        for field in (one for paper in papers_of(document.read, rules) for one in paper.fields):
            if field.name == rules.buyer:
                found = parties.find_party(_SYSTEM, field.value)
                answers.append(found is not None and found.id == claim.party_id)
    return all(answers) if answers else None


def tell_claimant(actor: Actor, claim: Claim, kind: ClaimNews, title: str, text: str = "") -> None:
    """Tell the citizen, where the claim has one with an account."""
    account = claim.filing.account_id
    if account is None or claim.filing.is_counter:
        return
    account = account_now(account)
    key, about = f"{claim.public_id}:{claim.clock}", ("claims.claim", str(claim.public_id))
    tell(actor, [account], kind, key=key, title=title, text=text, url=f"/my/claims/{claim.number}/", about=about)


def said_typed(claim: Claim) -> dict[str, str]:
    """What is compared with the documents: facts and numbers as they were typed; amounts in whole fen."""
    typed = {kind.value: number for kind, number in numbers_of(claim).items()}
    typed |= {name: text for name, text in claim.facts.items() if name not in typed}
    if claim.price_fen is not None:
        typed["price"] = str(claim.price_fen)
    return typed


def compare_again(claim: Claim) -> None:
    """What was typed against all documents that were read, by the names under which the engine compares."""
    documents = claim.documents.filter(removed_at__isnull=True, state=DocumentState.READ.value)
    rules = form_rules(claim.family)
    read = [paper for one in documents for paper in papers_of(one.read, rules)]
    typed, names = said_typed(claim), rules.compared
    asked = {field: typed[name] for name, field in names.items() if typed.get(name)}
    by_field = {field: name for name, field in names.items()}
    labels = _labels(claim)
    lines: list[dict[str, Any]] = [
        {"name": by_field[one["field"]], "label": labels.get(by_field[one["field"]], by_field[one["field"]])} | one
        for one in reading.compared(read, asked)
    ]
    values = {"lines": json.dumps(lines, ensure_ascii=False), "made_at": timezone.now()}
    Comparison.objects.update_or_create(claim=claim, defaults=values)


def _labels(claim: Claim) -> dict[str, str]:
    book = schemes.rulebook_of(claim.version_id)
    return {kind.value: kind.label for kind in MarkKind} | {
        fact.name: fact.label for fact in book.rulebook.facts.values()
    }
