"""The deeds of funds for the matrix: what each needs, and how it is done where everything is ready for it."""

from __future__ import annotations

from collections.abc import Callable

from liangxin.domains.funds import api as funds
from liangxin.domains.funds.models import Difference, Grant, Payment, PaymentLine
from liangxin.domains.funds.terms import AccountKind, BankFormat, BankResult, DifferenceEnd, Power, SourceKind
from liangxin.domains.funds.tests.settlement import PAYER, committed, draft_of, payees
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


def _batch(world: FundsWorld, *steps: str) -> str:
    """A batch that the system has brought so far."""
    system, whom = world.people.system, payees(world, 1)
    region = world.people.region(COUNTY).id
    made = str(funds.open_batch(system, region, draft_of(committed(world, 1, [FEN]), whom), on=DAY))
    done: dict[str, Callable[[], object]] = {
        "check": lambda: funds.check_batch(system, made),
        "hold": lambda: funds.hold_batch(system, made, on=DAY),
        "send": lambda: funds.send_batch(system, made, payer_name=PAYER[0], payer_account=PAYER[1]),
        "fail": lambda: funds.read_statement(system, region, _told(made, BankResult.FAILED)),
        "pay": lambda: funds.read_statement(system, region, _told(made, BankResult.PAID)),
        "miss": lambda: funds.reconcile_batch(system, made),
    }
    for step in steps:
        done[step]()
    return made


def _told(batch: str, result: BankResult) -> funds.StatementDraft:
    number = Payment.objects.get(batch__public_id=batch).number
    return funds.StatementDraft("a.csv", "1" * 64, [funds.BankLine(2, "R1", number, DAY, FEN, result)])


def _missing(world: FundsWorld) -> object:
    batch = _batch(world, "check", "hold", "send", "miss")
    return Difference.objects.get(batch__public_id=batch).public_id


def _asked_back(world: FundsWorld) -> funds.ClawbackDraft:
    batch = _batch(world, "check", "hold", "send", "pay")
    line = PaymentLine.objects.get(payment__batch__public_id=batch)
    return funds.ClawbackDraft(line.holding_id, Money(FEN), "退货未退", [funds.Due(DAY, FEN)])


def _case(world: FundsWorld, *steps: str) -> str:
    system = world.people.system
    made = str(funds.propose_clawback(system, _asked_back(world), on=DAY))
    if "decide" in steps:
        funds.decide_clawback(system, made)
    if "write_off" in steps:
        funds.propose_write_off(system, made, reason="企业已注销")
    return made


SENT = ("check", "hold", "send")
PAPER = funds.Upload(b"slip", "slip.txt")

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
    "open_batch": (
        Power.PAY,
        lambda w, a: funds.open_batch(
            a, w.people.region(COUNTY).id, draft_of(committed(w, 1, [FEN]), payees(w, 1)), on=DAY
        ),
    ),
    "open_again": (
        Power.PAY,
        lambda w, a: funds.open_again(a, _batch(w, *SENT, "fail"), announced_count=1, announced=Money(FEN), on=DAY),
    ),
    "check_batch": (Power.APPROVE, lambda w, a: funds.check_batch(a, _batch(w))),
    "hold_batch": (Power.PAY, lambda w, a: funds.hold_batch(a, _batch(w, "check"), on=DAY)),
    "send_batch": (
        Power.PAY,
        lambda w, a: funds.send_batch(a, _batch(w, "check", "hold"), payer_name=PAYER[0], payer_account=PAYER[1]),
    ),
    "cancel_batch": (Power.PAY, lambda w, a: funds.cancel_batch(a, _batch(w), reason="暂缓", on=DAY)),
    "bank_order": (Power.PAY, lambda w, a: funds.bank_order(a, _batch(w, *SENT), BankFormat.CSV)),
    "read_statement": (
        Power.PAY,
        lambda w, a: funds.read_statement(a, w.people.region(COUNTY).id, _told(_batch(w, *SENT), BankResult.PAID)),
    ),
    "reconcile_batch": (Power.PAY, lambda w, a: funds.reconcile_batch(a, _batch(w, *SENT))),
    "close_difference": (
        Power.PAY,
        lambda w, a: funds.close_difference(a, str(_missing(w)), DifferenceEnd.RETURNED, reason="核实", on=DAY),
    ),
    "propose_clawback": (Power.PROPOSE, lambda w, a: funds.propose_clawback(a, _asked_back(w), on=DAY)),
    "decide_clawback": (Power.APPROVE, lambda w, a: funds.decide_clawback(a, _case(w))),
    "refuse_clawback": (Power.APPROVE, lambda w, a: funds.refuse_clawback(a, _case(w), reason="证据不足")),
    "enter_receipt": (
        Power.PAY,
        lambda w, a: funds.enter_receipt(a, _case(w, "decide"), Money(FEN), DAY, upload=PAPER),
    ),
    "propose_write_off": (
        Power.PROPOSE,
        lambda w, a: funds.propose_write_off(a, _case(w, "decide"), reason="企业已注销"),
    ),
    "decide_write_off": (
        Power.APPROVE,
        lambda w, a: funds.decide_write_off(a, _case(w, "decide", "write_off"), agree=True),
    ),
}
