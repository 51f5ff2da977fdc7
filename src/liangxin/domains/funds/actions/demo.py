"""The demo county's money: its sources and budgets by the real deeds, and a year of made-up daily takings in bulk."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from liangxin.domains.funds.actions.bearing import charge
from liangxin.domains.funds.actions.budgets import BudgetDraft, approve_grant, propose_budget, propose_grant, set_pace
from liangxin.domains.funds.actions.demo_settlement import load_demo_settlement
from liangxin.domains.funds.actions.posting import Posted, Posting, bundle_of, post
from liangxin.domains.funds.actions.sources import (
    AllotmentDraft,
    confirm_allotment,
    enter_allotment,
    open_source,
    set_share,
)
from liangxin.domains.funds.models import Budget, Grant, Share
from liangxin.domains.funds.rules.pacing import Pace
from liangxin.domains.funds.rules.takings import Moving, Subject
from liangxin.domains.funds.terms import AccountKind, EntryKind, PaceUnit, SourceKind
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

COUNTY: Final = "990123"
SEED: Final = 990123
PAID_AFTER: Final = timedelta(14)  # how long a shop of the demo waits for its money
# Documents: source, number in the year, month and day, 万元.
_ALLOTTED: Final = (
    (SourceKind.TREASURY_BOND, 3, (1, 8), 315),
    (SourceKind.TREASURY_BOND, 41, (4, 22), 315),
    (SourceKind.PROVINCE, 12, (1, 15), 35),
    (SourceKind.COUNTY, 5, (1, 15), 35),
)
_PARTS: Final = {SourceKind.TREASURY_BOND: 9000, SourceKind.PROVINCE: 500, SourceKind.COUNTY: 500}
# Budgets and limits: name, kind, 万元, scope.
_BUDGETS: Final[tuple[tuple[str, AccountKind, int, dict[str, str]], ...]] = (
    ("家电以旧换新补贴", AccountKind.BUDGET, 290, {"scheme": "appliances"}),
    ("汽车报废更新补贴", AccountKind.BUDGET, 380, {"scheme": "cars_scrap"}),
    ("冰箱品类额度", AccountKind.LIMIT, 75, {"scheme": "appliances", "category": "冰箱"}),
    ("空调品类额度", AccountKind.LIMIT, 190, {"scheme": "appliances", "category": "空调"}),
    ("线上渠道额度", AccountKind.LIMIT, 40, {"channel": "线上"}),
)
# What is bought: budget, limits over it, what people call it, takings on an ordinary day, yuan of each from and to.
_SOLD: Final = (
    (0, (2,), "冰箱换新", 2, (350, 1500)),
    (0, (3,), "空调换新", 3, (400, 1500)),
    (0, (3, 4), "空调换新（线上）", 1, (400, 1500)),
    (0, (), "电视换新", 1, (300, 1500)),
    (1, (), "报废更新", 0.6, (15_000, 20_000)),
)


def load_demo(actor: Actor, finance: Actor) -> None:
    """Give the demo county its money of this year. Whoever calls it does so once, at the first start.

    `actor` is the county's office, which proposes budgets and confirms what finance enters.
    """
    office, today = actor, timezone.localdate()
    with transaction.atomic():
        _allot(office, finance, today)
        rule = Share.objects.filter(region=None, code="overall").values_list("public_id", flat=True).first()
        share = set_share(
            finance, COUNTY, "消费品以旧换新分担（演示）", _PARTS, follows=rule, basis="省、县各半，演示数据"
        )
        budgets = [_budget(office, finance, today, share, *each) for each in _BUDGETS]
        paid, waiting = _spend(budgets, today)
        load_demo_settlement(office, finance, paid, waiting, today)
        pace = Pace(PaceUnit.WEEK, Money.from_wan(12).fen, today.replace(day=1), Money.from_wan(3).fen)
        set_pace(office, budgets[0].public_id, pace, reason="按周均衡投放")
        propose_grant(office, budgets[0].public_id, Money.from_wan(60), reason="四季度追加")


def _allot(office: Actor, finance: Actor, today: date) -> None:
    """Each document entered by finance and confirmed by the office; the last county one still waits."""
    sources = {kind: open_source(finance, COUNTY, kind, today.year) for kind in _PARTS}
    for kind, number, (month, day), wan in _ALLOTTED:
        draft = AllotmentDraft(f"清财建〔{today.year}〕{number}号", date(today.year, month, day), Money.from_wan(wan))
        confirm_allotment(office, enter_allotment(finance, sources[kind], draft), on=draft.dated)
    draft = AllotmentDraft(f"清财建〔{today.year}〕66号", today, Money.from_wan(60), "追加县级配套资金")
    enter_allotment(finance, sources[SourceKind.COUNTY], draft)


def _budget(
    office: Actor,
    finance: Actor,
    today: date,
    share: object,
    name: str,
    kind: AccountKind,
    wan: int,
    scope: dict[str, str],
) -> Budget:
    year = today.year
    draft = BudgetDraft(
        name,
        kind,
        Money.from_wan(wan),
        date(year, 1, 1),
        date(year, 12, 31),
        share=str(share) if kind.is_money else None,
        reason="年初下达",
        **scope,
    )
    public_id = propose_budget(office, COUNTY, draft)
    approve_grant(finance, Grant.objects.get(budget__public_id=public_id).public_id, on=draft.opens_on)
    return Budget.objects.get(public_id=public_id)


def _spend(budgets: Sequence[Budget], today: date) -> tuple[list[Posting], list[Posting]]:
    """Takings of each day up to yesterday, paid a fortnight later, in three sets: what was paid, what was not."""
    system, postings = Actor.system("演示县"), _takings(budgets, today)
    taken = [
        (posting, answer.holding)
        for posting, answer in zip(postings, _posted(system, EntryKind.TAKE, postings), strict=True)
        if answer.outcome.is_done and answer.holding
    ]
    due = [
        replace(posting, on=posting.on + PAID_AFTER, holding=holding)
        for posting, holding in taken
        if posting.on + PAID_AFTER < today
    ]
    for kind in (EntryKind.HOLD, EntryKind.PAY):
        keyed = [Posting(f"{kind.value}:{each.key}", each.fen, each.on, holding=each.holding) for each in due]
        _posted(system, kind, keyed)
    charge(system, [Moving(each.key, each.holding or 0, each.fen) for each in due], on=today)
    later = [replace(posting, holding=holding) for posting, holding in taken if posting.on + PAID_AFTER >= today]
    return [each for each in due if each.holding], later


def _posted(system: Actor, kind: EntryKind, postings: Sequence[Posting]) -> list[Posted]:
    return post(system, kind, postings, reason="演示数据")


def _takings(budgets: Sequence[Budget], today: date) -> list[Posting]:
    """What was bought day by day: more at the week's end, more in summer, nothing before the year's first week."""
    draw = random.Random(SEED)  # noqa: S311 - made-up data, the same every time
    bundles = [bundle_of([budgets[main].pk, *(budgets[limit].pk for limit in limits)]) for main, limits, *_ in _SOLD]
    postings = []
    day = date(today.year, 1, 6)
    while day < today:
        busy = (1.6 if day.weekday() > 4 else 1) * (1.3 if day.month in (6, 7, 8) else 1)
        for bundle, (_main, _limits, name, often, (low, high)) in zip(bundles, _SOLD, strict=True):
            for place in range(round(often * busy * draw.uniform(0.3, 1.2))):
                subject = Subject("demo.claim", f"{day:%m%d}-{bundle}-{place}", f"{name} {day:%m%d}-{place + 1:02}")
                fen = draw.randrange(low, high) * 100
                postings.append(Posting(f"demo:{subject.id}", fen, day, bundle, subject=subject))
        day += timedelta(1)
    return postings
