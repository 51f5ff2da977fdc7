"""The deeds of funds for the matrix: what each needs, and how it is done where everything is ready for it."""

from __future__ import annotations

from collections.abc import Callable

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.models import Grant
from liangxin.domains.funds.terms import AccountKind, Power, SourceKind
from liangxin.domains.funds.tests.world import DAY, PARTS, YEAR, FundsWorld, taking
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money
from liangxin.kernel.term import Term

Do = Callable[[FundsWorld, Actor], object]
FEN = 100
DOCUMENT = funds.AllotmentDraft("清财建〔2025〕99号", DAY, Money.from_wan(1))
BUDGET = funds.BudgetDraft("又一项预算", AccountKind.LIMIT, Money.from_wan(1), *YEAR)


def _entered(world: FundsWorld) -> object:
    return funds.enter_allotment(world.people.system, world.sources[SourceKind.COUNTY], DOCUMENT)


def _proposed(world: FundsWorld) -> object:
    Grant.objects.create(budget=world.fridges, amount=Money(FEN), reason="追加")
    return Grant.objects.latest("id").public_id


def _after(world: FundsWorld, *verbs: str) -> list[funds.Moving]:
    """One taking that the system has brought so far."""
    system = world.people.system
    answer = funds.take(system, [taking(world, "matrix", 1)], on=DAY)[0]
    assert isinstance(answer, funds.Taken)
    for verb in verbs:
        moving = [funds.Moving(verb, answer.holding, FEN)]
        getattr(funds, verb)(system, moving, on=DAY, reason="测试")
    return [funds.Moving("matrix-deed", answer.holding, FEN)]


def _moves(verb: str, *before: str) -> Do:
    return lambda world, actor: getattr(funds, verb)(actor, _after(world, *before), on=DAY, reason="测试")


OF_FUNDS: dict[str, tuple[Term, Do]] = {
    "open_source": (Power.ALLOT, lambda _, a: funds.open_source(a, COUNTY, SourceKind.OWN, 2025)),
    "enter_allotment": (
        Power.ALLOT,
        lambda w, a: funds.enter_allotment(a, w.sources[SourceKind.COUNTY], DOCUMENT),
    ),
    "confirm_allotment": (Power.APPROVE, lambda w, a: funds.confirm_allotment(a, str(_entered(w)), on=DAY)),
    "refuse_allotment": (Power.APPROVE, lambda w, a: funds.refuse_allotment(a, str(_entered(w)), reason="不符")),
    "set_share": (Power.ALLOT, lambda _, a: funds.set_share(a, COUNTY, "另一办法", PARTS)),
    "propose_budget": (Power.PROPOSE, lambda _, a: funds.propose_budget(a, COUNTY, BUDGET)),
    "propose_grant": (
        Power.PROPOSE,
        lambda w, a: funds.propose_grant(a, w.budget.public_id, Money.from_wan(1), reason="追加"),
    ),
    "approve_grant": (Power.APPROVE, lambda w, a: funds.approve_grant(a, str(_proposed(w)), on=DAY)),
    "refuse_grant": (Power.APPROVE, lambda w, a: funds.refuse_grant(a, str(_proposed(w)), reason="暂缓")),
    "set_pace": (Power.PROPOSE, lambda w, a: funds.set_pace(a, w.budget.public_id, None)),
    "take": (Power.TAKE, lambda w, a: funds.take(a, [taking(w, "matrix", 1)], on=DAY)),
    "commit": (Power.TAKE, _moves("commit")),
    "release": (Power.TAKE, _moves("release")),
    "cancel": (Power.TAKE, _moves("cancel", "commit")),
    "hold": (Power.PAY, _moves("hold", "commit")),
    "unhold": (Power.PAY, _moves("unhold", "commit", "hold")),
    "pay": (Power.PAY, _moves("pay", "commit", "hold")),
    "bounce": (Power.PAY, _moves("bounce", "commit", "hold", "pay")),
    "claw_back": (Power.PAY, _moves("claw_back", "commit", "hold", "pay")),
    "reuse": (Power.PAY, _moves("reuse", "commit", "hold", "pay", "claw_back")),
}
