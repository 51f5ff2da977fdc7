"""What was typed in a claim beside what was read in its documents, line by line; the documents themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from liangxin.domains.claims.models import Claim, Comparison, Document
from liangxin.domains.claims.queries.after_case import numbers_of
from liangxin.domains.claims.rules.after_forms import form_rules, shown_number
from liangxin.domains.claims.rules.after_papers import papers_of
from liangxin.domains.claims.terms import DocumentState, MarkKind
from liangxin.domains.schemes import api as schemes
from liangxin.engines.invoices.terms import BUYER_ID, DATES, ID_NUMBER, LABELS, MONEY
from liangxin.kernel.money import Money

_IDENTITY: Final = 18  # signs of an identity number


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document: what it is asked for as, how far it was read, what was read in it."""

    public_id: UUID
    evidence: str
    evidence_name: str
    name: str
    state: DocumentState
    kind_read: str
    note: str
    is_picture: bool
    has_page: bool
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One field as typed beside what the documents say; `verdict` is empty where nothing is compared."""

    key: str
    label: str
    typed: str
    read: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Met:
    """What the papers say of one field of the form: as a control takes it and as people read it, and the verdict."""

    value: str
    shown: str
    verdict: str


def met_in_papers(claim: Claim) -> dict[str, Met]:
    """By name of fact or number: what was compared, and what the papers say where nothing has been typed yet."""
    rules = form_rules(claim.family)
    found: dict[str, Met] = {}
    read: dict[str, str] = {}
    for document in claim.documents.filter(removed_at__isnull=True, state=DocumentState.READ.value):
        for paper in papers_of(document.read, rules):
            read |= {one.name: one.value for one in paper.fields if one.name not in read}
    for name, field in rules.compared.items():
        if field in read:
            found[name] = Met(_control(field, read[field]), _shown(field, read[field]), "")
    for one in _stored_lines(claim):
        value = _control(one["field"], one["read"])
        found[one["name"]] = Met(value, _shown(one["field"], one["read"]), one["verdict"])
    return found


def _control(field: str, read: str) -> str:
    return f"{Money(int(read)).in_yuan().normalize():f}" if field in MONEY and read.isdigit() else read


def _stored_lines(claim: Claim) -> list[dict[str, Any]]:
    row = Comparison.objects.filter(claim=claim).first()
    lines: list[dict[str, Any]] = json.loads(row.lines) if row and row.lines else []
    return lines


def lines_for(claim: Claim) -> Iterable[Line]:
    """Everything that was typed, in the order of the form, beside what was read of it."""
    compared = {one["name"]: one for one in _stored_lines(claim)}
    numbers = numbers_of(claim)
    for kind in form_rules(claim.family).numbers:
        if kind in numbers:
            typed = shown_number(kind, numbers[kind]) if kind is MarkKind.OLD_PLATE else numbers[kind]
            yield _line(f"number:{kind.value}", kind.label, typed, compared.get(kind.value))
    book = schemes.rulebook_of(claim.version_id)
    answers = schemes.read_answers(book, {name: [text] for name, text in claim.facts.items()})
    for label, fact, said in ((one[0].label, one[0], one[1]) for one in schemes.given(answers)):
        if not fact.is_history:
            yield _line(f"fact:{fact.name}", label, said, compared.get(fact.name))


def _line(key: str, label: str, typed: str, found: Mapping[str, str] | None) -> Line:
    if found is None:
        return Line(key, label, typed, "", "")
    return Line(key, label, typed, _shown(found["field"], found["read"]), found["verdict"])


def _shown(field: str, read: str) -> str:
    """What was read as people write it; of an identity number the first and last signs."""
    if field in MONEY and read.isdigit():
        return Money(int(read)).exact()
    if field in DATES and read:
        day = date.fromisoformat(read)
        return f"{day.year}年{day.month}月{day.day}日"
    if field in (BUYER_ID, ID_NUMBER) and len(read) == _IDENTITY:
        return f"{read[:4]}{'*' * 10}{read[-4:]}"
    return read


def document_cards(claim: Claim) -> list[DocumentCard]:
    """The documents of a claim with what was read in them."""
    names = {one.id: one.name for one in schemes.rulebook_of(claim.version_id).rulebook.evidence}
    rows = claim.documents.filter(removed_at__isnull=True).select_related("file")
    return [_document(row, names) for row in rows]


def _document(row: Document, names: Mapping[str, str]) -> DocumentCard:
    fields = [field for paper in json.loads(row.read or "[]") for field in paper["fields"]]
    return DocumentCard(
        public_id=row.public_id,
        evidence=row.evidence,
        evidence_name=names.get(row.evidence, row.evidence),
        name=row.name,
        state=DocumentState.of(row.state),
        kind_read=row.kind_read,
        note=row.note,
        is_picture=row.file.media_type.startswith("image/") and row.is_shown,
        has_page=row.picture_id is not None,
        fields=tuple((LABELS.get(one["name"], one["name"]), _shown(one["name"], one["value"])) for one in fields),
    )
