"""What a sentence has said so far that the next figure may lean on: years, hedge, thing, verb."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.engines.reader.findings import TargetKind
from liangxin.engines.reader.targets.dates import Stated


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing named at start:end, and its name."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class SentenceState:
    """Carried from clause to clause; what does not outlive its sentence is reset by `next_sentence`.

    `head_years` are those that stood at the head of a clause: one in its midst (比例2024年达到50%) does not run on.
    `goal_paragraph`: it opens with a year (到2027年，…), which then holds until another. `kind` is that of the last
    target of the sentence, `same_clause` whether it stands in the clause being read, `yearly` whether 每年 still holds.
    `base_leads`: a clause of its own gives the base year for the rest of the sentence (与2023年相比，…).
    `years_of_part`: they are those of a part (其中2025年…) and end with it.
    `hedge_is_late`: it came after a target and ends with its part of the sentence, at ；.
    """

    years: Stated | None = None
    head_years: Stated | None = None
    years_inherited: bool = False
    years_of_part: bool = False
    base_year: int | None = None
    base_leads: bool = False
    hedged: bool = False
    hedge_is_late: bool = False
    past: bool = False
    aid: bool = False
    encouraged: bool = False
    thing: Thing | None = None
    kind: TargetKind | None = None
    same_clause: bool = False
    yearly: bool = False
    goal_paragraph: bool = False

    def next_sentence(self, found_any: bool, carries_on: bool) -> None:
        """A list of figures that runs on keeps its year; a sentence without a target ends the list.

        `carries_on`: the next sentence begins with 其中 and speaks of the same thing.
        """
        if not found_any and not self.goal_paragraph:
            self.head_years = None
        if self._later_years_stand_inside():
            self.head_years = None
        self.years = self.head_years
        self.years_inherited = self.years is not None
        self.years_of_part = False
        self.hedged = self.hedge_is_late = self.past = self.aid = False
        self.encouraged = self.base_leads = self.yearly = False
        self.base_year = None
        if not carries_on:
            self.kind = None
        if not (carries_on or found_any):
            self.thing = None

    def _later_years_stand_inside(self) -> bool:
        """保有量提高至2027年的5万辆: the year of the head has been left, but this one holds for its figure only."""
        if self.years is None or self.head_years is None or self.years_of_part:
            return False
        return bool(self.years.years and self.head_years.years and self.years.years[-1] > self.head_years.years[-1])
