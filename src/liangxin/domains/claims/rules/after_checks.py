"""The automatic checks of a claim: what a machine can see. All met, it may be passed in a batch, if not drawn. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liangxin.kernel.decision import Answer


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it looks at, how it stands, and what is to be seen."""

    code: str
    label: str
    answer: Answer
    words: str

    def as_json(self) -> dict[str, str]:
        """As it is stored."""
        return {"code": self.code, "label": self.label, "answer": self.answer.value, "words": self.words}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the checks look at: the ruling; doubts on numbers; documents that are missing, waiting or unread; typed
    values that differ from the documents, or are found in none; whether the claimant is the buyer read; the money.
    """

    ruling: Answer
    deciding: str
    doubts: Sequence[str]
    missing: Sequence[str]
    waiting: int
    unread: Sequence[str]
    differing: Sequence[str]
    not_found: Sequence[str]
    same_person: bool | None
    is_money_held: bool


def checks_of(seen: Seen) -> list[Check]:
    """All checks in the order in which they are shown."""
    documents = "、".join(seen.missing) or (f"{seen.waiting}份等待识读" if seen.waiting else "、".join(seen.unread))
    documents_answer = Answer.FAILS if seen.missing else Answer.UNKNOWN if documents else Answer.MEETS
    compared = Answer.FAILS if seen.differing else Answer.UNKNOWN if seen.not_found or seen.waiting else Answer.MEETS
    compared_words = f"不一致：{'、'.join(seen.differing)}" if seen.differing else (
        f"材料中没有找到：{'、'.join(seen.not_found)}" if seen.not_found else "等待识读" if seen.waiting else "逐项一致"
    )  # fmt: skip
    person = {True: Answer.MEETS, False: Answer.FAILS, None: Answer.UNKNOWN}[seen.same_person]
    return [
        Check("ruling", "符合规则", seen.ruling, seen.deciding),
        Check(
            "numbers", "号码规范且未重复使用", Answer.UNKNOWN if seen.doubts else Answer.MEETS, "；".join(seen.doubts)
        ),
        Check("documents", "材料齐全、能识读", documents_answer, documents),
        Check("compared", "填写与材料一致", compared, compared_words),
        Check("person", "材料上的购买人是申领人", person, "" if seen.same_person is not None else "材料中没有证件号码"),
        Check("money", "已预留资金", Answer.MEETS if seen.is_money_held else Answer.FAILS, ""),
    ]


def all_met(checks: Collection[Check]) -> bool:
    """Whether nothing is left for a person to weigh."""
    return bool(checks) and all(check.answer is Answer.MEETS for check in checks)


def check_of(stored: Mapping[str, Any]) -> Check:
    """A check as it was stored."""
    return Check(stored["code"], stored["label"], Answer.of(stored["answer"]), stored["words"])


def seed_digest(seed: str) -> str:
    """What is published of a seed before the draw."""
    return hashlib.sha256(seed.encode()).hexdigest()


def drawn_of(seed: str, numbers: Collection[str], permille: int) -> frozenset[str]:
    """The claims that must be looked at by hand: the first in the order of SHA-256 over seed and number.

    At least the share of `permille`, rounded up, so that one of few is always drawn. Anybody can recompute it.

    >>> len(drawn_of("seed", [f"A{n}" for n in range(25)], 100))
    3
    """
    ranked = sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}|{number}".encode()).hexdigest())
    return frozenset(ranked[: -(-len(ranked) * permille // 1000)])
