"""Looking whether the journal is whole: every digest computed again, every balance added up again, shares compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Sum

from liangxin.domains.funds.models import Account, Block, Bundle, Entry, Holding, Placing
from liangxin.domains.funds.rules.chain import GENESIS, BlockText, EntryText, root_of
from liangxin.domains.funds.rules.moves import HELD_PLACES, MOVES, is_balanced, postings
from liangxin.domains.funds.terms import AccountKind, EntryKind, Place
from liangxin.kernel.money import Money

CHUNK = 5_000


@dataclass(slots=True)
class Verified:
    """What was looked at and what is wrong with it; `root` is one digest over the heads of all chains."""

    accounts: int = 0
    blocks: int = 0
    entries: int = 0
    holdings: int = 0
    root: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify_journal() -> Verified:
    """Compute the whole journal again from its rows, beside the database's own arithmetic, in streams."""
    found = Verified()
    heads = _chains(found)
    _balances(found, heads)
    _holdings(found)
    _borne(found)
    return found


def _chains(found: Verified) -> dict[int, tuple[int, str]]:
    """The blocks of each chain in order: numbers without a gap, each on the digest before, each digest right."""
    members = {pk: tuple(accounts) for pk, accounts in Bundle.objects.values_list("pk", "accounts")}
    heads: dict[int, tuple[int, str]] = {}
    for block, entries in _blocks():
        number, digest = heads.get(block.account_id, (0, GENESIS))
        named = f"账户{block.account_id}第{block.number}页"
        if block.number != number + 1 or block.previous != digest:
            found.faults.append(f"{named}与上一页不相连")
        text = BlockText(
            account=block.account_id,
            number=block.number,
            previous=block.previous,
            happened=block.happened,
            actor_id=block.actor_id,
            actor_name=block.actor_name,
            run_id=block.run_id,
            reason=block.reason,
            entries=[_entry_text(entry, members.get(entry.bundle_id, ())) for entry in entries],
        )
        if text.digest != block.digest or len(entries) != block.entries:
            found.faults.append(f"{named}的摘要与内容不符")
        heads[block.account_id] = (block.number, block.digest)
        found.blocks += 1
        found.entries += len(entries)
    return heads


def _blocks() -> Iterator[tuple[Block, list[Entry]]]:
    blocks = Block.objects.order_by("account_id", "number").iterator(CHUNK)
    lines = Entry.objects.order_by("block__account_id", "block__number", "place").select_related("holding")
    grouped = groupby(lines.iterator(CHUNK), key=lambda entry: entry.block_id)
    ahead = next(grouped, None)
    for block in blocks:
        entries: list[Entry] = []
        if ahead is not None and ahead[0] == block.pk:
            entries = list(ahead[1])
            ahead = next(grouped, None)
        yield block, entries


def _entry_text(entry: Entry, accounts: tuple[int, ...]) -> EntryText:
    opens = MOVES[EntryKind.of(entry.kind)].opens
    holding = entry.holding
    return EntryText(
        place=entry.place,
        kind=entry.kind,
        fen=entry.amount.fen,
        on=entry.on,
        accounts=accounts,
        holding=entry.holding_id,
        subject=f"{holding.subject_kind}:{holding.subject_id}" if opens and holding else "",
        key=entry.key,
    )


def _balances(found: Verified, heads: dict[int, tuple[int, str]]) -> None:
    """Each account: its head is the last block's, and its balance is the sum of its entries, place by place."""
    sums: dict[int, dict[Place, int]] = defaultdict(lambda: dict.fromkeys(Place, 0))
    members = dict(Bundle.objects.values_list("pk", "accounts"))
    rows = Entry.objects.values_list("bundle_id", "kind").annotate(fen=Sum("amount")).order_by()
    for bundle, kind, fen in rows:
        for number in members[bundle]:
            for place, change in postings(EntryKind.of(kind), _fen(fen)).items():
                sums[number][place] += change
    for account in Account.objects.order_by("pk").iterator(CHUNK):
        found.accounts += 1
        stated = {place: getattr(account, place.value).fen for place in Place}
        if stated != sums[account.pk]:
            found.faults.append(f"账户{account.pk}的余额不等于分录合计")
        if not is_balanced(stated):
            found.faults.append(f"账户{account.pk}借贷不平")
        if (account.blocks, account.head) != heads.get(account.pk, (0, GENESIS)):
            found.faults.append(f"账户{account.pk}的链头不是最后一页")
    found.root = root_of([(account, number, digest) for account, (number, digest) in heads.items()])


def _holdings(found: Verified) -> None:
    """Over all holdings, each place adds up to that of the money accounts that they are in."""
    places = [place.value for place in HELD_PLACES]
    held = Holding.objects.aggregate(**{f"all_{place}": Sum(place) for place in places})
    stated = Account.objects.exclude(kind=AccountKind.LIMIT.value).aggregate(
        **{f"all_{place}": Sum(place) for place in places}
    )
    found.holdings = Holding.objects.count()
    if {name: _fen(value) for name, value in held.items()} != {name: _fen(value) for name, value in stated.items()}:
        found.faults.append("各笔占用的合计不等于账户余额")


def _borne(found: Verified) -> None:
    """What the sources have placed in a budget and spent for it is what the budget has, to the fen."""
    placed: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    rows = Placing.objects.values_list("funding__budget").annotate(
        committed=Sum("holding__committed"), paid=Sum("holding__paid")
    )
    for budget, committed, paid in rows.order_by():
        placed[budget] = (_fen(committed), _fen(paid))
    for account in Account.objects.filter(kind=AccountKind.BUDGET.value).order_by("pk"):
        paid = account.paid.fen
        if placed[account.pk] != (account.granted.fen - paid, paid):
            found.faults.append(f"预算{account.pk}与其资金来源的分担不符")


def _fen(total: object) -> int:
    """A sum of amounts, which comes as Money, as a bare number, or as nothing where there is no row."""
    return total.fen if isinstance(total, Money) else int(str(total or 0))
