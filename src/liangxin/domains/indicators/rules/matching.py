"""Which indicator of the catalogue a target of a plan means: words weighed by how telling they are, and its measure.

Pure: words, unit and kind in, scored matches out. A name and what was said are compared by the letters, pairs of
letters and deeds they share; what many indicators have weighs little, what one has weighs much. The measure then
decides between an amount, its share and its growth.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from liangxin.domains.indicators.rules.measuring import Measure, MeasureFit, fit_of, measure_of
from liangxin.domains.indicators.rules.wording import Wording, letters_in_common, sense_fits, wording_of
from liangxin.domains.indicators.terms import IndicatorKind

SURE = 0.8
LIKELY = 0.35
MARGIN = 0.1  # how far the first must be above the second to be sure
MOST_MATCHES = 5

# What only one side says counts against a match. What the catalogue knows from others points to them; what the name has
# and the words lack tells nearly as much; what nobody has heard (places, adjectives) tells less, and what another name
# of the same indicator has least.
_ELSEWHERE, _UNHEARD, _OTHER_NAME, _MISSING = 0.5, 0.25, 0.15, 0.4
_LETTER = 0.6  # a letter beside a pair: it holds where plans turn words round
_THIN = 0.5  # always against: words that say little of their own, as 更新设备, fit many things
_ALL_BUT_THE_SAME = 0.98
_NOT_SURE = SURE - 0.01


@dataclass(frozen=True, slots=True)
class Said:
    """What a target says: the words of the thing measured, the unit of its figure and the kind of promise."""

    words: str
    unit: str = ""
    kind: IndicatorKind | None = None


@dataclass(frozen=True, slots=True)
class IndicatorNames:
    """An indicator's code, its name and synonyms (name first), its usual unit and kind."""

    code: str
    names: tuple[str, ...]
    unit: str = ""
    kind: IndicatorKind | None = None


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """An indicator that a target may mean.

    `score` in (0, 1] is `likeness` (how well `by_name`, the name that fitted best, fits the words) lowered by what
    `measure` says and, so that it stays below SURE, where a second indicator fits about as well. `in_common` are the
    stretches of the target's words that the name has too, in their order.
    """

    code: str
    score: float
    by_name: str
    likeness: float
    measure: MeasureFit
    in_common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """An indicator prepared: its measure, and of each name the wording and what its tokens weigh together."""

    code: str
    measure: Measure
    names: tuple[tuple[str, Wording, float], ...]


class Matcher:
    """The catalogue prepared for matching; make one for many targets."""

    def __init__(self, catalogue: Iterable[IndicatorNames]) -> None:
        every = [(one, [(name, wording_of(name)) for name in one.names]) for one in catalogue]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for position, (_, named) in enumerate(every):
            # An indicator counts once for a token however many of its names hold it.
            for token in frozenset().union(*(wording.tokens for _, wording in named)):
                self._holders[token].append(position)
        self._size = len(every) or 1
        self._weights = {token: self._weight(token, len(held)) for token, held in self._holders.items()}
        self._known = [
            _Known(
                one.code,
                measure_of(one.unit, one.kind),
                tuple((name, wording, self._weigh(wording.tokens)) for name, wording in named),
            )
            for one, named in every
        ]

    def match(self, said: Said) -> tuple[IndicatorMatch, ...]:
        """The indicators that a target may mean, best first, at most MOST_MATCHES, none below LIKELY."""
        wording, measure = wording_of(said.words), measure_of(said.unit, said.kind)
        if measure.aspect is None:
            measure = Measure(wording.aspect)
        found = []
        for known, likeness, name in self._likely(wording):
            factor, fit = fit_of(measure, known.measure)
            if likeness * factor >= LIKELY:
                found.append((-likeness * factor, known.code, likeness, fit, name))
        found.sort()
        doubt = _doubt([-score for score, *_ in found[:2]])
        return tuple(
            IndicatorMatch(
                code, round(-score * doubt, 3), name, round(likeness, 3), fit, letters_in_common(said.words, name)
            )
            for score, code, likeness, fit, name in found[:MOST_MATCHES]
        )

    def _likely(self, said: Wording) -> Iterator[tuple[_Known, float, str]]:
        """Indicators of which any name fits the words somehow, with the likeness of the best and that name."""
        shared: defaultdict[int, float] = defaultdict(float)
        heard = unheard = 0.0
        for token in said.tokens:
            weight = self._weights.get(token)
            if weight is None:
                unheard += self._weight(token, 1)
                continue
            heard += weight
            for position in self._holders[token]:
                shared[position] += weight
        for position, own in shared.items():
            against = _ELSEWHERE * (heard - own) + _UNHEARD * unheard
            if own < LIKELY * (own + against):
                continue  # however well one of its names fits, it stays below
            known = self._known[position]
            yield (
                known,
                *max(
                    (self._likeness(said, wording, weight, own, against), name) for name, wording, weight in known.names
                ),
            )

    def _likeness(self, said: Wording, name: Wording, weight: float, own: float, against: float) -> float:
        if said.whole == name.whole:
            return 1.0
        common = self._weigh(said.tokens & name.tokens)
        against += _THIN + _OTHER_NAME * (own - common) + _MISSING * (weight - common)
        # The sums differ in their last digits, so what is nothing may be less than nothing.
        return _ALL_BUT_THE_SAME * sense_fits(said, name) * common / (common + max(0.0, against)) if common else 0.0

    def _weigh(self, tokens: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, tokens))

    def _weight(self, token: str, count: int) -> float:
        return math.log(1 + self._size / count) * (_LETTER if len(token) == 1 else 1.0)


def is_sure(matches: Sequence[IndicatorMatch]) -> bool:
    """Whether the first match may be taken without a person; its score says so, for the second counts in it."""
    return bool(matches) and matches[0].score >= SURE


@lru_cache(maxsize=4)
def matcher_of(catalogue: tuple[IndicatorNames, ...]) -> Matcher:
    """The matcher of a catalogue, made once for as long as the catalogue stays the same."""
    return Matcher(catalogue)


def match_indicator(said: Said, catalogue: Iterable[IndicatorNames]) -> tuple[IndicatorMatch, ...]:
    """`Matcher.match` for one target.

    >>> lifts = IndicatorNames("lifts_added", ("既有住宅加装电梯数量", "加装电梯"), "部", IndicatorKind.CUMULATIVE)
    >>> match_indicator(Said("新增老旧小区加装电梯", "部"), [lifts])[0].code
    'lifts_added'
    """
    return Matcher(catalogue).match(said)


def _doubt(best: Sequence[float]) -> float:
    """By how much all scores are lowered so that of two that fit about equally well neither is sure; 1 if none."""
    if len(best) < 2 or best[0] < SURE or best[0] == 1.0 or best[0] - best[1] >= MARGIN:
        return 1.0
    return _NOT_SURE / best[0]
