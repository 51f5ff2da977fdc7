"""What was read in the papers of a claim, as it is kept; which of it counts. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from liangxin.domains.claims.rules.after_forms import FormRules


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One field as it was read: its name, its value in normal form, where it stands, how sure the reading is."""

    name: str
    value: str
    where: str
    sure: float


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """One paper of a file as it was read."""

    kind: str
    fields: tuple[ReadValue, ...]


def stored(papers: Sequence[ReadPaper]) -> str:
    """Papers as they are kept, encrypted."""
    return json.dumps([asdict(paper) for paper in papers], ensure_ascii=False)


def papers_of(text: str | None, rules: FormRules) -> list[ReadPaper]:
    """What was kept of a file; a field counts only in papers of the kinds that the rules name for it.

    The invoice of the used car has a number and a sum, too, but not those of the new car.
    """
    found = [
        ReadPaper(paper["kind"], tuple(ReadValue(**field) for field in paper["fields"]))
        for paper in json.loads(text or "[]")
    ]
    return [
        replace(paper, fields=tuple(one for one in paper.fields if _counts(one.name, paper.kind, rules)))
        for paper in found
    ]


def _counts(field: str, kind: str, rules: FormRules) -> bool:
    return kind in rules.kinds.get(field, {kind})
