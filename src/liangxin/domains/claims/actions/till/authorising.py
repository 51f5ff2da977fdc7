"""Sales are authorised in sets: looked at, decided by the rules, limited, marked, taken from budgets, written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from liangxin.domains.claims import errors
from liangxin.domains.claims.actions.persons import lock_persons
from liangxin.domains.claims.actions.till.locking import VoucherRow, lock_vouchers
from liangxin.domains.claims.actions.till.sending import sent_together
from liangxin.domains.claims.actions.till.writing import (
    drop_marks,
    keep_answers,
    leave_trail,
    put_marks,
    write_claims,
)
from liangxin.domains.claims.queries.till_known import CHANNEL, Known
from liangxin.domains.claims.rules.limits import Earlier, history_of, limit_of
from liangxin.domains.claims.rules.till import Answered, Asked, Seat, ToAuthorise, refused, yuan
from liangxin.domains.claims.terms import (
    AUTHORISATION_KEPT,
    SANDBOX_VOUCHER,
    Deed,
    MarkKind,
    VoucherState,
)
from liangxin.domains.funds import api as funds
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.terms import Category
from liangxin.engines.rulebook import Compiled, RulebookRefused, Ruling
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.decision import Answer, Decision
from liangxin.kernel.refusal import Refusal

ACTOR: Final = Actor.system("收银终端")
_MARKS: Final = (MarkKind.SERIAL, MarkKind.IMEI)


@dataclass(slots=True)
class Sale:
    """One request on its way; what is not known yet is absent."""

    place: int
    seat: Seat
    body: ToAuthorise
    voucher: VoucherRow
    goods: schemes.EligibleGoods
    scheme: schemes.SchemeCard
    book: Compiled
    budgets: tuple[int, ...]
    facts: dict[str, Any] = field(default_factory=dict)
    ruling: Ruling | None = None
    holding: int = 0
    public_id: str = field(default_factory=lambda: str(uuid4()))

    @property
    def number(self) -> str:
        return f"DD{self.voucher.claim_id:010d}"

    @property
    def fen(self) -> int:
        return (self.ruling.amount_fen if self.ruling else None) or 0


def authorise(asked: Sequence[Asked], known: Known, now: datetime) -> list[Answered | None]:
    """Decide a set and take its money; None for one that must wait for the next set. By a sandbox key nothing stays."""
    on, is_sandbox = timezone.localdate(now), asked[0].seat.is_sandbox
    with transaction.atomic():
        vouchers, found = lock_vouchers([_body(one).voucher for one in asked], asked, now)
        sales = _looked_at(asked, vouchers, known, found, now)
        sales = _decided(sales, found, on)
        if not is_sandbox:
            sales = _marked(sales, found)
        sales = _taken(sales, found, on)
        lapses = now + AUTHORISATION_KEPT
        for sale in sales:
            found[sale.place] = Answered(_said(sale, lapses))
        answers = [found.get(place) for place in range(len(asked))]
        if is_sandbox:
            transaction.set_rollback(True)
            return answers
        with sent_together():
            if sales:
                write_claims([_row(sale, on) for sale in sales], now, lapses)
                _leave_trail(sales)
            keep_answers(asked, answers, now)
    return answers


def _body(one: Asked) -> ToAuthorise:
    assert isinstance(one.body, ToAuthorise)  # noqa: S101 - for the type checker: the verb says so
    return one.body


def _looked_at(
    asked: Sequence[Asked], vouchers: dict[str, VoucherRow], known: Known, found: dict[int, Answered], now: datetime
) -> list[Sale]:
    """Those whose voucher, goods, shop and scheme are in order; the others are answered."""
    on = timezone.localdate(now)
    rows: dict[int, VoucherRow] = {}
    for place, one in enumerate(asked):
        if place in found:
            continue
        try:
            rows[place] = _voucher(one, vouchers.get(_body(one).voucher), now)
        except Refusal as refusal:
            found[place] = refused(refusal)
    goods = _goods({place: (row.region_id, _body(asked[place]).barcode) for place, row in rows.items()}, known, on)
    sold = {(asked[place].seat.shop_id, one.category) for place, one in goods.items() if one is not None}
    admitted = known.admitted(sold, on)
    sales = []
    for place, row in rows.items():
        one, thing = asked[place], goods[place]
        try:
            if thing is None:
                raise errors.GoodsUnknown(field="barcode")
            _require_sellable(row, thing, admitted[one.seat.shop_id, thing.category])
            sales.append(_sale(place, one, row, thing, known, on))
        except Refusal as refusal:
            found[place] = refused(refusal)
    return sales


def _goods(wanted: dict[int, tuple[int, str]], known: Known, on: date) -> dict[int, schemes.EligibleGoods | None]:
    """What is sold, by place, of regions and barcodes by place."""
    codes: dict[int, set[str]] = {}
    for region_id, code in wanted.values():
        codes.setdefault(region_id, set()).add(code)
    found = {region_id: known.goods(region_id, those, on) for region_id, those in codes.items()}
    return {place: found[region_id][code] for place, (region_id, code) in wanted.items()}


def _voucher(one: Asked, row: VoucherRow | None, now: datetime) -> VoucherRow:
    """The voucher, fit to be used here now. Raises what is wrong with it."""
    code, seat = _body(one).voucher, one.seat
    if row is None and seat.is_sandbox and code.startswith(SANDBOX_VOUCHER):
        category = next((each for each in Category if each.value == code.removeprefix(SANDBOX_VOUCHER)), None)
        if category is not None:
            return VoucherRow(code, 0, "open", 0, seat.region_id, seat.path, category.family, category, now, 0)
    if row is None:
        raise errors.VoucherUnknown(field="voucher")
    if not seat.path.startswith(row.path):
        raise errors.VoucherElsewhere(field="voucher")
    if row.state != VoucherState.OPEN.value:
        raise errors.VoucherNotOpen(field="voucher", state=VoucherState.of(row.state))
    if row.expires_at <= now:
        until = f"{timezone.localtime(row.expires_at):%Y-%m-%d %H:%M}"
        raise errors.VoucherRunOut(field="voucher", until=until)
    return row


def _require_sellable(row: VoucherRow, goods: schemes.EligibleGoods, admitted: Decision | None) -> None:
    """Raises CategoryDiffers, GoodsNotEligible, ShopNotAdmitted."""
    if goods.category.value != row.category:
        raise errors.CategoryDiffers(field="voucher", voucher=Category.of(row.category), goods=goods.category)
    if goods.decision.answer is not Answer.MEETS:
        raise errors.GoodsNotEligible(field="barcode", why=_why(goods.decision))
    if admitted is None or admitted.answer is not Answer.MEETS:
        raise errors.ShopNotAdmitted(why=_why(admitted) if admitted else "门店不在准入名单中。")


def _sale(place: int, one: Asked, row: VoucherRow, goods: schemes.EligibleGoods, known: Known, on: date) -> Sale:
    held = known.scheme(row.region_id, row.family, on)
    if held is None:
        raise errors.NoSchemeInForce(category=goods.category)
    area = one.seat.path if one.seat.path.startswith(row.path) else row.path
    budgets = known.budgets(row.region_id, funds.Spending(row.family, goods.category.label, CHANNEL, area, on))
    if budgets is None:
        raise errors.NoBudget
    return Sale(place, one.seat, _body(one), row, goods, *held, budgets)


def _why(decision: Decision) -> str:
    return "".join(reason.sentence for reason in decision.reasons)


def _decided(sales: Sequence[Sale], found: dict[int, Answered], on: date) -> list[Sale]:
    """Those that the rules meet, with what each person has had. A person's second sale waits for the next set."""
    known = lock_persons(sale.voucher.party_id for sale in sales if sale.voucher.id)
    met, persons = [], set()
    for sale in sales:
        person = known.get(sale.voucher.party_id)  # nobody is known where it is for trying
        if person and person.id in persons:
            continue
        persons.add(person.id if person else 0)
        try:
            sale.facts = _facts(sale, person.earlier if person else (), on)
            sale.ruling = _ruled(sale)
        except Refusal as refusal:
            found[sale.place] = refused(refusal)
        else:
            met.append(sale)
    return met


def _facts(sale: Sale, earlier: Sequence[Earlier], on: date) -> dict[str, Any]:
    """The case as the rulebook asks: what the lists know stands above what the till says."""
    book = sale.book.rulebook
    ours = {
        book.in_force_by: on.isoformat(),
        "category": sale.goods.category.value,
        "grade": sale.goods.grade,
        "price": yuan(sale.body.price_fen),
        "seller_takes_back": sale.seat.takes_old,
    }
    case = {name: value for name, value in {**sale.body.facts, **ours}.items() if name in ours or name in book.facts}
    case = {name: value for name, value in case.items() if name in book.facts and value is not None}
    strange = [name for name in sale.body.facts if name not in book.facts]
    if strange:
        raise errors.FieldWrong(field="facts", what=str(strange[0])[:40], why="规则没有这个字段")
    return case | {"earlier": history_of(book, sale.goods.category.value, on, earlier)}


def _ruled(sale: Sale) -> Ruling:
    """What the rules say of the case. Raises where they do not meet."""
    try:
        ruling = sale.book.decide(sale.facts)
    except RulebookRefused as refusal:
        raise errors.FieldWrong(field="facts", what="facts", why=str(refusal).rstrip("。")) from refusal
    if ruling.answer is Answer.MEETS and ruling.amount_fen:
        return ruling
    book = sale.book.rulebook
    limit = limit_of(book, ruling.line)
    if limit and ruling.answer is Answer.FAILS:
        raise errors.LimitReached(field="voucher", limit=limit)
    title = next((one.title for one in book.requirements if one.id == ruling.line), ruling.line)
    raise (errors.RulesRefuse if ruling.answer is Answer.FAILS else errors.RulesUnsure)(line=title)


def _marked(sales: Sequence[Sale], found: dict[int, Answered]) -> list[Sale]:
    """Those whose serial and IMEI no other claim holds."""
    wanted = [(sale.voucher.claim_id, MarkKind.SERIAL, _serial(sale)) for sale in sales]
    wanted += [(sale.voucher.claim_id, MarkKind.IMEI, sale.body.imei) for sale in sales if sale.body.imei]
    failed = put_marks(wanted)
    for sale in sales:
        kind = failed.get(sale.voucher.claim_id)
        if kind is not None:
            found[sale.place] = refused(errors.NumberTaken(field=kind.value, what=kind))
    return [sale for sale in sales if sale.voucher.claim_id not in failed]


def _serial(sale: Sale) -> str:
    """A maker's serial is its own only with the goods it is of."""
    return f"{sale.body.barcode}/{sale.body.serial.upper()}"


def _taken(sales: Sequence[Sale], found: dict[int, Answered], on: date) -> list[Sale]:
    """Those for which there is money, reserved in all their budgets; the marks of the others are taken back."""
    takings = [
        funds.Taking(
            f"claim:{sale.number}" if sale.voucher.id else f"sandbox:{sale.public_id}",
            sale.budgets,
            sale.fen,
            funds.Subject("claims.claim", sale.public_id, sale.number),
        )
        for sale in sales
    ]
    answers = funds.take(ACTOR, takings, on=on) if takings else []
    whys = funds.as_refusals(answers) if any(isinstance(one, funds.Refused) for one in answers) else {}
    kept = []
    for sale, answer in zip(sales, answers, strict=True):
        if isinstance(answer, funds.Taken):
            sale.holding = answer.holding
            kept.append(sale)
        else:
            found[sale.place] = refused(errors.NothingLeft(why=str(whys[answer.key])))
    if len(kept) < len(sales):
        numbers = {sale.place for sale in kept}
        drop_marks([sale.voucher.claim_id for sale in sales if sale.place not in numbers], _MARKS)
    return kept


def _row(sale: Sale, on: date) -> dict[str, Any]:
    rulebook, ruling = sale.book.rulebook, sale.ruling
    decision = {
        "rulebook": rulebook.code,
        "version": rulebook.version,
        "digest": rulebook.digest,
        "answer": ruling.answer.value if ruling else "",
        "amount_fen": sale.fen,
        "line": ruling.line if ruling else "",
    }
    return {
        "id": sale.voucher.claim_id,
        "public_id": sale.public_id,
        "number": sale.number,
        "region_id": sale.voucher.region_id,
        "version_id": sale.scheme.version_id,
        "family": sale.voucher.family,
        "category": sale.voucher.category,
        "party_id": sale.voucher.party_id,
        "merchant_id": sale.seat.merchant_id,
        "shop_id": sale.seat.shop_id,
        "on": on.isoformat(),
        "price_fen": sale.body.price_fen,
        "amount_fen": sale.fen,
        "facts": sale.facts,
        "decision": decision,
        "holding": sale.holding,
        "voucher_id": sale.voucher.id,
        "till_id": sale.seat.till_id,
        "barcode": sale.body.barcode,
        "serial": sale.body.serial,
    }


def _said(sale: Sale, lapses: datetime) -> dict[str, Any]:
    claim = sale.number if sale.voucher.id and not sale.seat.is_sandbox else sandbox_number(sale)
    return {
        "outcome": "authorised",
        "claim": claim,
        "state": "authorised",
        "amount_fen": sale.fen,
        "price_fen": sale.body.price_fen,
        "to_pay_fen": sale.body.price_fen - sale.fen,
        "rule": {"rulebook": sale.scheme.rulebook_id, "line": sale.ruling.line if sale.ruling else ""},
        "lapses_at": lapses.isoformat(timespec="seconds"),
        "sandbox": sale.seat.is_sandbox,
    }


def sandbox_number(sale: Sale) -> str:
    """A claim of a sandbox is not kept: its number says what it was."""
    return f"{SANDBOX_VOUCHER}{sale.body.price_fen}-{sale.fen}"


def _leave_trail(sales: Sequence[Sale]) -> None:
    said = [
        (sale.voucher.path, sale.voucher.claim_id, None,
         {"till": sale.seat.till_number, "number": sale.number, "fen": sale.fen})
        for sale in sales
    ]  # fmt: skip
    leave_trail(ACTOR, Deed.AUTHORISED, said)
