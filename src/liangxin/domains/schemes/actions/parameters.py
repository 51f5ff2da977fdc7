"""Local values of a draft, the day from which it holds, and lines confirmed by naming a local document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.schemes.actions.scheme import locked_draft, save_draft
from liangxin.domains.schemes.errors import (
    LinesNotChosen,
    LineUnknown,
    RulebookUnreadable,
    SchemeFieldMissing,
    SchemeFieldTooLong,
)
from liangxin.domains.schemes.models import Confirmation, SchemeVersion
from liangxin.domains.schemes.queries.scheme import content_of
from liangxin.domains.schemes.rules.parameters import read_parameters
from liangxin.domains.schemes.rules.scheme import span_of
from liangxin.domains.schemes.rules.scheme_content import Checked, check_content
from liangxin.domains.schemes.terms import CLAUSE_LIMIT, DOCUMENT_LIMIT, WHY_LIMIT, Deed
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.files.api import store
from liangxin.foundation.files.store import Readable
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document of the place and the clause that confirms lines; its file, if it is at hand."""

    document: str
    clause: str
    file: bytes | Readable | None = None
    file_name: str = ""


@transaction.atomic
def set_scheme_terms(
    actor: Actor, version_id: UUID | str, typed: Mapping[str, str], *, held_from: date | None, why: str = ""
) -> None:
    """Fill in the parameters of a draft, from when it holds here, and why it is made.

    Raises ParameterUnfit, HeldDayOutside, SchemeFieldTooLong, RulebookUnreadable, VersionStepImpossible,
    SchemeNotFound, NotAllowed.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_TERMS_CHANGED)
    checked = _readable(version)
    assert checked.rulebook is not None  # noqa: S101 - for the type checker: it is readable
    kept = read_parameters(checked.rulebook, typed)
    span_of(checked.rulebook, held_from)
    before = {"parameters": version.parameters, "held_from": str(version.held_from or "")}
    version.parameters, version.held_from, version.why = kept, held_from, cut(why.strip(), WHY_LIMIT)
    save_draft(actor, version)
    after = {"parameters": kept, "held_from": str(held_from or ""), "why": version.why}
    path = version.scheme.region.path
    record(actor, Deed.SCHEME_TERMS_CHANGED, version, region_path=path, before=before, after=after)


def _readable(version: SchemeVersion) -> Checked:
    checked = check_content(content_of(version))
    if checked.rulebook is None or not checked.rulebook.periods:
        raise RulebookUnreadable(problem=checked.errors[0].sentence if checked.errors else "没有适用期间。")
    return checked


@transaction.atomic
def confirm_scheme_lines(
    actor: Actor, version_id: UUID | str, lines: Sequence[str], document: LocalDocument
) -> list[str]:
    """Say that a local document says what these lines of a draft say; said again, the later document stands.

    Returns the lines. Raises LinesNotChosen, LineUnknown, SchemeFieldMissing, SchemeFieldTooLong, RulebookUnreadable,
    VersionStepImpossible, SchemeNotFound, NotAllowed, and those of foundation.files.
    """
    version = locked_draft(actor, version_id, Deed.SCHEME_LINES_CONFIRMED)
    named = _checked_document(document)
    checked = _readable(version)
    wanted = list(dict.fromkeys(lines))
    if not wanted:
        raise LinesNotChosen(field="lines")
    marks = {one.line_id: one.mark for one in checked.lines}
    if unknown := [line for line in wanted if line not in marks]:
        raise LineUnknown(field="lines", name=cut(unknown[0], 40))
    stored = store(actor, document.file, document.file_name) if document.file is not None else None
    said = {
        "document": named.document,
        "clause": named.clause,
        "file": stored,
        "file_name": document.file_name[-200:],
        "confirmed_by_id": actor.account_id,
        "confirmed_at": timezone.now(),
    }
    for line in wanted:
        Confirmation.objects.update_or_create(version=version, line=line, defaults={**said, "mark": marks[line]})
    save_draft(actor, version)
    after = {"lines": wanted, "document": named.document, "clause": named.clause}
    record(actor, Deed.SCHEME_LINES_CONFIRMED, version, region_path=version.scheme.region.path, after=after)
    return wanted


def _checked_document(given: LocalDocument) -> LocalDocument:
    limits = (("document", "文件", DOCUMENT_LIMIT), ("clause", "条款", CLAUSE_LIMIT))
    named = {}
    for field, what, limit in limits:
        text = getattr(given, field).strip()
        if not text:
            raise SchemeFieldMissing(field=field, what=what)
        if len(text) > limit:
            raise SchemeFieldTooLong(field=field, what=what, limit=limit)
        named[field] = text
    return LocalDocument(named["document"], named["clause"])


@transaction.atomic
def withdraw_scheme_confirmation(actor: Actor, version_id: UUID | str, line: str) -> None:
    """Take the confirmation of a line back. Raises LineUnknown, VersionStepImpossible, SchemeNotFound, NotAllowed."""
    version = locked_draft(actor, version_id, Deed.SCHEME_CONFIRMATION_WITHDRAWN)
    gone = Confirmation.objects.filter(version=version, line=line).first()
    if gone is None:
        raise LineUnknown(name=cut(line, 40))
    before = {"line": line, "document": gone.document, "clause": gone.clause}
    gone.delete()
    save_draft(actor, version)
    path = version.scheme.region.path
    record(actor, Deed.SCHEME_CONFIRMATION_WITHDRAWN, version, region_path=path, before=before)
