"""Rulebooks: policy as data that an official can read, checked, decided with reasons, over one case or a column of
them.

No Django, no database, no clock: the days of a case are facts. What cannot be is a `RulebookRefused`.
"""

from __future__ import annotations

from liangxin.engines.rulebook.compiled import Compiled
from liangxin.engines.rulebook.questions import Question, facts_told, questions
from liangxin.engines.rulebook.refusals import RulebookRefused
from liangxin.engines.rulebook.ruling import Ruling
from liangxin.engines.rulebook.shelf import find_for_case, find_rulebook, shipped_texts

__all__ = [
    "Compiled",
    "Question",
    "RulebookRefused",
    "Ruling",
    "facts_told",
    "find_for_case",
    "find_rulebook",
    "questions",
    "shipped_texts",
]
