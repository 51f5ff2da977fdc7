"""The one place that calls the engine of invoices: a file to its fields, typed values against them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One field as it was read: its name, its value in normal form, where it stands, how sure the reading is."""

    name: str
    value: str
    where: str
    sure: float

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """One document as it was read."""

    name: str
    kind: str
    fields: tuple[ReadValue, ...]
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, kind: str, stored: Iterable[Mapping[str, Any]]) -> Self:
        """What was stored of a reading."""
        return cls(name, kind, tuple(ReadValue(**field) for field in stored))


def read(data: bytes, name: str) -> ReadPaper:
    """Read a file. Raises the engine's refusals for what cannot be read."""
    found = _engine().read_document(data, name)
    fields = tuple(ReadValue(one.name, one.value, one.where, one.sure) for one in found.fields)
    return ReadPaper(name, str(found.kind), fields, tuple(found.warnings))


def compared(papers: Sequence[ReadPaper], typed: Mapping[str, str]) -> list[dict[str, str]]:
    """Each typed value against the papers: field, typed, read, verdict (same, differs, not_found), where."""
    engine = _engine()
    documents = [
        engine.ReadDocument(
            paper.name,
            engine.DocumentKind(paper.kind),
            tuple(engine.ReadField(one.name, one.value, one.where, one.sure) for one in paper.fields),
        )
        for paper in papers
    ]
    return [
        {"field": one.field, "typed": one.typed, "read": one.read, "verdict": str(one.verdict), "where": one.where}
        for one in engine.compare(documents, typed)
    ]


def _engine() -> Any:
    """Loaded when first used: its readers of pictures are heavy."""
    return import_module("liangxin.engines.invoices")
