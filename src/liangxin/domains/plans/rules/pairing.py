"""Which entry of a new edition continues which of the old one: points for likeness, and one-to-one pairing.

Entries that say the same are paired first; of the others the likeliest pair is taken again and again. That is greedy:
it need not have the greatest total, but every pair can be explained by its own points. What has changed inside a pair
is said in `editions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import Final, Generic, TypeVar

from liangxin.domains.plans.rules.promises import Duty, Promise, amount_of
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.kernel.text import plain

Entry = TypeVar("Entry", Promise, Duty)
Content = tuple[str | int | bool | Fraction | tuple[str, ...], ...]

# Points of promises. The same code with the same year and kind is near certain; words, then the figure, decide among
# several of one code.
_SAME_CODE: Final = 60
_OTHER_CODE: Final = -40  # people matched them to different indicators
_WORDS: Final = 40
_SAME_WORDS: Final = 10
_SAME_KIND: Final = 12
_SAME_YEAR: Final = 20
_NEAR_YEAR: Final = 12  # less 3 a year
_SAME_FIGURE: Final = 12
_NEAR_FIGURE: Final = 6
_DETAIL: Final = 2
# Dice of letter pairs from which words alone make a pair, and from which they do with another code or the same figure.
ALIKE: Final = 0.6
ALIKE_UNDER_OTHER_CODE: Final = 0.85
ALIKE_WITH_SAME_FIGURE: Final = 0.35

# Points of duties.
_TITLE: Final = 60
_SAME_TITLE: Final = 10
_SAME_MARKER: Final = 15
_UNITS: Final = 25
_SAME_DUE: Final = 3
# From which titles alone make a pair, and from which they do with the same marker and half the units.
TITLES_ALIKE: Final = 0.5
TITLES_ALIKE_IN_PLACE: Final = 0.2
HALF: Final = 0.5


@dataclass(frozen=True)  # without slots: with them Python 3.11 cannot make a Pair[Promise](…)
class Pair(Generic[Entry]):
    """An entry of the old edition and the one that continues it; one of the two may be None, never both."""

    old: Entry | None
    new: Entry | None


def pair_promises(old: Sequence[Promise], new: Sequence[Promise]) -> tuple[Pair[Promise], ...]:
    """Pair promises one to one: each old and each new one stands in exactly one pair.

    Pairs come in the order of `old`, then those that are new. The set of pairs does not depend on any order.
    """
    return _pair(old, new, promise_content, _promise_points)


def pair_duties(old: Sequence[Duty], new: Sequence[Duty]) -> tuple[Pair[Duty], ...]:
    """Pair duties one to one, as `pair_promises` does."""
    return _pair(old, new, duty_content, _duty_points)


def promise_content(promise: Promise) -> Content:
    """All that a promise says, in comparison form: a figure told in another unit of its sort is the same figure."""
    amount = amount_of(promise)
    return (
        plain(promise.name),
        promise.indicator,
        promise.kind.value,
        promise.comparator.value,
        promise.deadline or 0,
        promise.baseline_year or 0,
        promise.hedged,
        amount is not None,
        amount.size if amount else 0,
        amount.scale.sort if amount else plain(promise.unit),
    )


def duty_content(duty: Duty) -> Content:
    """All that a duty says, in comparison form."""
    return plain(duty.title), plain(duty.marker), _names(duty.lead), _names(duty.supporting), plain(duty.due)


def _names(units: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({plain(name) for name in units}))


# Points of likeness with the places of both entries, in the order of places.
Points = Callable[[Sequence[Entry], Sequence[Entry]], Iterator[tuple[float, int, int]]]


def _pair(
    old: Sequence[Entry], new: Sequence[Entry], content: Callable[[Entry], Content], points: Points[Entry]
) -> tuple[Pair[Entry], ...]:
    olds, news = ([(content(entry), entry.id) for entry in side] for side in (old, new))
    partner = _identical(olds, news)
    left = [at for at in range(len(old)) if at not in partner]
    taken = set(partner.values())
    free = [at for at in range(len(new)) if at not in taken]
    # Ties are settled by what entries say and by their ids, so that the order of the inputs decides nothing.
    left.sort(key=olds.__getitem__)
    free.sort(key=news.__getitem__)
    scored = points([old[at] for at in left], [new[at] for at in free])
    for _, one, other in sorted(scored, key=itemgetter(0), reverse=True):
        if left[one] not in partner and free[other] not in taken:
            partner[left[one]] = free[other]
            taken.add(free[other])
    pairs = [Pair(entry, new[partner[at]] if at in partner else None) for at, entry in enumerate(old)]
    return tuple(pairs + [Pair(None, entry) for at, entry in enumerate(new) if at not in taken])


def _identical(olds: Sequence[tuple[Content, str]], news: Sequence[tuple[Content, str]]) -> dict[int, int]:
    """Entries that say the same, paired in the order of their ids where several do."""
    waiting: Mapping[Content, list[int]] = _by_content(news)
    return {
        one: other
        for content, ones in _by_content(olds).items()
        for one, other in zip(ones, waiting.get(content, ()), strict=False)
    }


def _by_content(side: Sequence[tuple[Content, str]]) -> dict[Content, list[int]]:
    found: dict[Content, list[int]] = defaultdict(list)
    for at in sorted(range(len(side)), key=lambda at: side[at][1]):
        found[side[at][0]].append(at)
    return found


class _Bits:
    """Sets of words as the bits of one number, so that thousands of sets are compared in no time."""

    def __init__(self) -> None:
        self._bit: dict[str, int] = {}

    def of(self, words: Iterable[str]) -> int:
        """One bit for each different word."""
        return sum(1 << self._bit.setdefault(word, len(self._bit)) for word in set(words))

    def of_letters(self, text: str) -> int:
        """One bit for each pair of letters; a single letter is its own pair."""
        return self.of([text[at : at + 2] for at in range(len(text) - 1)] or [text] * bool(text))


def _dice(one: int, other: int) -> float:
    """Share of bits in common (Dice), 0 to 1; 0 for two empty sets."""
    both = one.bit_count() + other.bit_count()
    return 2 * (one & other).bit_count() / both if both else 0.0


def _promise_points(old: Sequence[Promise], new: Sequence[Promise]) -> Iterator[tuple[float, int, int]]:
    letters = _Bits()
    olds, news = ([_PromiseTraits.of(one, letters) for one in side] for side in (old, new))
    for at, one in enumerate(olds):
        for other_at, other in enumerate(news):
            likeness = _dice(one.letters, other.letters)
            if _may_continue(one, other, likeness):
                yield _likeness_of(one, other, likeness), at, other_at


@dataclass(frozen=True, slots=True)
class _PromiseTraits:
    """What of a promise is looked at for each pair, worked out once."""

    code: str
    words: str
    letters: int
    kind: TargetKind
    year: int | None
    figure: tuple[str, Fraction] | None
    size: float
    comparator: Comparator
    baseline: int | None
    hedged: bool

    @classmethod
    def of(cls, promise: Promise, letters: _Bits) -> _PromiseTraits:
        words, amount = plain(promise.name), amount_of(promise)
        return cls(
            promise.indicator,
            words,
            letters.of_letters(words),
            promise.kind,
            promise.deadline,
            (amount.scale.dimension, amount.size) if amount else None,
            float(amount.size) if amount else 0.0,
            promise.comparator,
            promise.baseline_year,
            promise.hedged,
        )


def _may_continue(one: _PromiseTraits, other: _PromiseTraits, likeness: float) -> bool:
    if one.code and other.code:
        return one.code == other.code or likeness >= ALIKE_UNDER_OTHER_CODE
    has_same_figure = one.figure is not None and one.figure == other.figure and one.kind is other.kind
    return likeness >= (ALIKE_WITH_SAME_FIGURE if has_same_figure else ALIKE) or one.words == other.words


def _likeness_of(one: _PromiseTraits, other: _PromiseTraits, likeness: float) -> float:
    points = _WORDS * likeness + (_SAME_WORDS if one.words == other.words else 0)
    if one.code and other.code:
        points += _SAME_CODE if one.code == other.code else _OTHER_CODE
    points += _SAME_KIND if one.kind is other.kind else 0
    if one.year == other.year:
        points += _SAME_YEAR
    elif one.year is not None and other.year is not None:
        points += max(0, _NEAR_YEAR - 3 * abs(one.year - other.year))
    if one.figure == other.figure:
        points += _SAME_FIGURE
    elif one.figure and other.figure and one.figure[0] == other.figure[0] and one.size * other.size > 0:
        points += _NEAR_FIGURE * min(one.size / other.size, other.size / one.size)
    return points + _DETAIL * (
        (one.comparator is other.comparator) + (one.baseline == other.baseline) + (one.hedged is other.hedged)
    )


def _duty_points(old: Sequence[Duty], new: Sequence[Duty]) -> Iterator[tuple[float, int, int]]:
    letters, names = _Bits(), _Bits()
    olds, news = ([_DutyTraits.of(one, letters, names) for one in side] for side in (old, new))
    for at, one in enumerate(olds):
        for other_at, other in enumerate(news):
            likeness = _dice(one.letters, other.letters)
            units = _dice(one.units, other.units)
            is_in_place = bool(one.marker) and one.marker == other.marker
            is_alike = likeness >= TITLES_ALIKE or one.title == other.title
            if is_alike or (is_in_place and likeness >= TITLES_ALIKE_IN_PLACE and units >= HALF):
                points = _TITLE * likeness + _UNITS * units
                points += _SAME_TITLE * (one.title == other.title) + _SAME_MARKER * is_in_place
                yield points + _SAME_DUE * (one.due == other.due), at, other_at


@dataclass(frozen=True, slots=True)
class _DutyTraits:
    """What of a duty is looked at for each pair, worked out once. `units`: one bit for each, whatever its role."""

    title: str
    letters: int
    marker: str
    units: int
    due: str

    @classmethod
    def of(cls, duty: Duty, letters: _Bits, names: _Bits) -> _DutyTraits:
        title = plain(duty.title)
        units = names.of([*_names(duty.lead), *_names(duty.supporting)])
        return cls(title, letters.of_letters(title), plain(duty.marker), units, plain(duty.due))
