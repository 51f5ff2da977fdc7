"""The small world of the till: on top of that of merchants and goods, a scheme in force, budgets, vouchers, keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from liangxin.domains.claims.access.till import visible_tills
from liangxin.domains.claims.actions.till.gate import decide
from liangxin.domains.claims.actions.till.keys import NewKey, issue_key
from liangxin.domains.claims.models import Claim, Mark, Voucher
from liangxin.domains.claims.queries.till_known import Known, find_seat
from liangxin.domains.claims.rules.till import Answered, Asked, Seat, ToAuthorise, ToCapture, ToReverse
from liangxin.domains.claims.terms import TillVerb
from liangxin.domains.funds.terms import AccountKind
from liangxin.domains.funds.tests.open_world import balance_in_fen, journal_faults, open_budget
from liangxin.domains.parties import api as parties
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.schemes.tests.market_world import CODES, MarketWorld, build_market
from liangxin.domains.schemes.tests.scheme_world import drafted, put_in_force
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests.kept import kept

HERE = "清岚县商务局"
PRICE = 300_000  # fen; 15 % of it is 450 yuan
SUBSIDY = 45_000
INVOICE = "2537200000001234{:04d}"
RULES = (Path(__file__).parent / "till_rules.yaml").read_text("utf-8")


@dataclass
class TillWorld:
    """A shop with a till and its keys; a budget of four fridges' worth with a limit over it; people with vouchers."""

    market: MarketWorld
    key: NewKey
    sandbox: NewKey
    budget: int
    limit: int
    people: list[int] = field(default_factory=list)

    @property
    def seat(self) -> Seat:
        return _seat(self.key.code)

    @property
    def sandbox_seat(self) -> Seat:
        return _seat(self.sandbox.code)

    @property
    def lin(self) -> Actor:
        return self.market.people.actor("lin")


def _seat(code: str) -> Seat:
    found = find_seat(code)
    assert found is not None
    return found[0]


OpenMoney = Callable[[MarketWorld, str, int, str], int]


def plain(market: MarketWorld, name: str, fen: int, scheme: str) -> int:
    """A budget that no source stands behind: nothing can be paid from it."""
    return open_budget(market.region_id, name, fen, scheme=scheme)


def build_till(
    *, persons: int = 6, sales: int = 4, limit: int | None = None, rules: str = RULES, money: OpenMoney | None = None
) -> TillWorld:
    """`sales` is how many fridges the budget pays for, `limit` how many the limit over it allows."""
    market = build_market()
    lin, region = market.people.actor("lin"), market.region_id
    put_in_force(market.people, drafted(market.people, lin, COUNTY, HERE, rules), lin)
    budget = (money or plain)(market, "家电补贴", sales * SUBSIDY, "appliances")
    most = sales if limit is None else limit
    over = open_budget(region, "冰箱额度", most * SUBSIDY, AccountKind.LIMIT, scheme="appliances", category="冰箱")
    till = visible_tills(lin).get()
    world = TillWorld(
        market, issue_key(lin, till.public_id), issue_key(lin, till.public_id, is_sandbox=True), budget, over
    )
    facts = [parties.PersonFacts(f"虚构{number}", resident_id(number)) for number in range(persons)]
    world.people = list(parties.take_in(market.people.system, region, facts, source="测试").ids)
    return world


def resident_id(number: int) -> str:
    """A number of nobody with its check digit: born on 1 January 1990 in an invented county."""
    body = f"990123199001{1 + number // 999:02d}{number % 999 + 1:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(sign) * weight for sign, weight in zip(body, weights, strict=True)) % 11]


def voucher(world: TillWorld, person: int = 0, *, category: str = "fridge", days: float = 30, **values: Any) -> str:
    """An open voucher of a person; its code."""
    now = timezone.now()
    count = Voucher.objects.count()
    said = {"issued_at": now - timedelta(days=1), "expires_at": now + timedelta(days=days)} | values
    row = Voucher.objects.create(
        code=f"Q{count:06d}", region_id=world.market.region_id, family="appliances", category=category,
        party_id=world.people[person], **said,
    )  # fmt: skip
    return row.code


def to_authorise(world: TillWorld, code: str, serial: str, key: str = "", **changes: Any) -> Asked:
    said: dict[str, Any] = {"voucher": code, "barcode": CODES[0], "serial": serial, "price_fen": PRICE} | changes
    return _asked(world.seat, TillVerb.AUTHORISE, key or f"a-{code}-{serial}", ToAuthorise(**said))


def to_capture(world: TillWorld, claim: str, paper: int = 1, /, **changes: Any) -> Asked:
    said: dict[str, Any] = {
        "invoice": INVOICE.format(paper),
        "delivered_on": timezone.localdate(),
        "price_fen": PRICE,
    } | changes
    return _asked(world.seat, TillVerb.CAPTURE, f"c-{claim}-{hash(str(said))}", ToCapture(claim, **said))


def to_reverse(world: TillWorld, claim: str, key: str = "") -> Asked:
    return _asked(world.seat, TillVerb.REVERSE, key or f"r-{claim}", ToReverse(claim, "顾客退货"))


def _asked(seat: Seat, verb: TillVerb, key: str, body: Any) -> Asked:
    return Asked(verb, seat, key, f"{hash(str(body)):064x}"[-64:], body)


def decided(*asked: Asked, now: datetime | None = None) -> list[Answered]:
    """What becomes of these, with fresh knowledge."""
    return decide(asked, Known(), now)


def codes(answers: Sequence[Answered]) -> list[str]:
    """How each ended: the code of its refusal, or the state."""
    return [str(one.said.get("code") or one.said["state"]) for one in answers]


def require_sums(world: TillWorld) -> None:
    """Ledger = claims = vouchers, to the fen; each mark held once by a claim that stands."""
    claims = Claim.objects.filter(channel="till")
    rows = list(claims.values_list("id", "state", "amount_fen"))
    for budget, those in ((world.budget, claims), (world.limit, claims.filter(category="fridge"))):
        fen = dict.fromkeys(("authorised", "captured"), 0)
        for state, amount in those.filter(state__in=fen).values_list("state", "amount_fen"):
            fen[state] += amount or 0
        standing = balance_in_fen(budget)
        assert (standing["reserved"], standing["committed"]) == tuple(fen.values()), (budget, standing, fen)
        assert min(standing.values()) >= 0, standing
    for state, of_claim in (("held", "authorised"), ("used", "captured")):
        vouchers = set(Voucher.objects.filter(state=state).values_list("claim_id", flat=True))
        assert vouchers == {number for number, claim_state, _ in rows if claim_state == of_claim}
    running = {number for number, state, _ in rows if state in ("authorised", "captured")}
    assert set(Mark.objects.filter(held=True, kind="serial").values_list("claim_id", flat=True)) == running
    faults = journal_faults()
    assert not faults, faults


till = kept("till", build_till)
