"""The promises of a family of plans side by side: one row for an indicator, one cell for a plan, and look-ups in them.

Nothing is judged here; that is for `alignment` and `sums`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from liangxin.domains.plans.rules.families import Kinship, Measured, PlanInFamily, Share, Spoken, Voice, kinship
from liangxin.domains.plans.rules.promises import Promise, amount_of
from liangxin.kernel.text import plain

RowKey = tuple[str, str]  # code and "", or "" and the words outside the catalogue
WITHOUT_YEAR: Final = 10**4  # sorts behind every year


@dataclass(frozen=True, slots=True)
class Row:
    """What all plans promise of one indicator. `measured` is None outside the catalogue; a silent plan has no cell."""

    indicator: str
    name: str
    measured: Measured | None
    cells: Mapping[str, tuple[Promise, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Rows in their order, with their keys, and all that is asked of them."""

    kin: Kinship
    rows: Mapping[RowKey, Row]
    spoken: Mapping[str, Mapping[RowKey, tuple[Spoken, ...]]]
    shares: Mapping[tuple[str, str], Mapping[str, Share]]

    def pool(self, voices: Iterable[Voice], key: RowKey) -> list[Spoken]:
        """All that is promised of an indicator by voices, general plans first, then by year."""
        return [one for voice in voices for plan in voice.plans for one in self.spoken.get(plan.id, {}).get(key, ())]

    def share_for(self, asked: Spoken, region_code: str) -> Share | None:
        """What is handed down of a promise to a region."""
        return self.shares_of(asked).get(region_code)

    def shares_of(self, asked: Spoken) -> Mapping[str, Share]:
        """All shares of a promise, by region."""
        return self.shares.get((asked.plan.id, asked.promise.id), {})

    def has_read(self, voice: Voice) -> bool:
        """Whether all plans of a voice have been read: only then does its silence mean anything."""
        return all(plan.id in self.spoken for plan in voice.plans)


def side_by_side(
    plans: Iterable[PlanInFamily],
    promises: Mapping[str, Sequence[Promise]],
    catalogue: Sequence[Measured],
    shares: Iterable[Share] = (),
) -> SideBySide:
    """Set promises beside each other. Raises ValueError for two shares of one promise for one region."""
    kin = kinship(plans)
    spoken = {plan.id: _by_row(plan, promises[plan.id]) for plan in kin.plans if plan.id in promises}
    return SideBySide(kin, _rows(kin, spoken, catalogue), spoken, _by_promise(shares))


def distinct_asks(asks: Iterable[Spoken], table: SideBySide, region_code: str | None = None) -> list[Spoken]:
    """One of those that ask the same: what is handed down before what is not, firm before hedged, then the first.

    `region_code` names the region whose share counts; without it any share does.
    """
    best: dict[object, tuple[tuple[bool, bool], Spoken]] = {}
    for asked in asks:
        promise, shares = asked.promise, table.shares_of(asked)
        amount = amount_of(promise)
        content = (
            promise.kind,
            promise.deadline,
            promise.baseline_year,
            promise.comparator,
            amount and (amount.size, amount.scale.sort),
        )
        rank = (not (shares if region_code is None else region_code in shares), promise.hedged)
        if content not in best or rank < best[content][0]:
            best[content] = (rank, asked)
    return [asked for _, asked in best.values()]


def _by_row(plan: PlanInFamily, promises: Sequence[Promise]) -> dict[RowKey, tuple[Spoken, ...]]:
    found: dict[RowKey, list[Spoken]] = defaultdict(list)
    for promise in sorted(promises, key=lambda one: (one.deadline or WITHOUT_YEAR, one.id)):
        found[_key_of(promise)].append(Spoken(plan, promise))
    return {key: tuple(row) for key, row in found.items()}


def _key_of(promise: Promise) -> RowKey:
    return (promise.indicator, "") if promise.indicator else ("", plain(promise.name))


def _rows(
    kin: Kinship, spoken: Mapping[str, Mapping[RowKey, tuple[Spoken, ...]]], catalogue: Sequence[Measured]
) -> dict[RowKey, Row]:
    """Families in the order in which the catalogue first names them, names within; what it does not hold at the end."""
    known = {measured.code: measured for measured in catalogue}
    families = {family: at for at, family in enumerate(dict.fromkeys(measured.family for measured in catalogue))}
    cells: dict[RowKey, dict[str, tuple[Promise, ...]]] = defaultdict(dict)
    for plan in kin.plans:
        for key, row in spoken.get(plan.id, {}).items():
            cells[key][plan.id] = tuple(one.promise for one in row)
    rows = {}
    for key, row_cells in cells.items():
        measured = known.get(key[0])
        name = measured.name if measured else next(iter(row_cells.values()))[0].name
        rows[key] = Row(key[0], name, measured, row_cells)

    def place(key: RowKey) -> tuple[int, str, RowKey]:
        measured = rows[key].measured
        return families[measured.family] if measured else len(families), plain(rows[key].name), key

    return {key: rows[key] for key in sorted(rows, key=place)}


def _by_promise(shares: Iterable[Share]) -> dict[tuple[str, str], dict[str, Share]]:
    found: dict[tuple[str, str], dict[str, Share]] = defaultdict(dict)
    for share in shares:
        regions = found[(share.upper_plan, share.promise_id)]
        if share.region_code in regions:
            raise ValueError(f"two shares of promise {share.promise_id} for region {share.region_code}")
        regions[share.region_code] = share
    return found
