"""The evidence that a rulebook asks for in a case."""

from __future__ import annotations

from liangxin.domains.claims.queries.after_case import Case
from liangxin.engines.rulebook.conditions import compiled


def evidence_of(case: Case) -> list[tuple[str, str]]:
    """Evidence asked for by id and name, without what this case is known not to need."""
    book = case.book
    return [
        (one.id, one.name)
        for one in book.rulebook.evidence
        if one.when is None or compiled(one.when, book.slots)(case.answers.values) is not False
    ]
