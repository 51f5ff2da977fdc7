"""What funds announce."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BudgetGranted:
    """Money was put into a budget, or taken out of it (fen below zero)."""

    budget_id: int
    region_id: int
    fen: int


@dataclass(frozen=True, slots=True)
class MoneyPaid:
    """Holdings were paid: their ids with the fen of each."""

    holdings: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MoneyClawedBack:
    """Money came back from holdings that had been paid: their ids with the fen of each."""

    holdings: tuple[tuple[int, int], ...]


Subjects = tuple[tuple[str, str], ...]  # subjects: kind and id there, as they were given when the money was taken


@dataclass(frozen=True, slots=True)
class BatchOpened:
    """Subjects were put into a settlement batch."""

    batch: str
    number: str
    subjects: Subjects


@dataclass(frozen=True, slots=True)
class PaymentsPaid:
    """The bank has paid for these subjects."""

    subjects: Subjects


@dataclass(frozen=True, slots=True)
class PaymentsReturned:
    """These subjects were not paid after all, or left their batch: their money is committed again."""

    subjects: Subjects
