"""The steps of an application, what must hold before it passes, and how a merchant stands on a day. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liangxin.domains.schemes import errors
from liangxin.domains.schemes.terms import (
    ApplicationState,
    ApplicationVerb,
    Category,
    ChangeVerb,
    CheckAnswer,
    MerchantState,
    Power,
)
from liangxin.kernel.decision import Decision, all_of
from liangxin.kernel.identifiers import check_uscc

CLAUSE = "商户准入"
TAKE_BACK_CLAUSE = "销售企业应当具备回收旧货的能力"

_S, _V = ApplicationState, ApplicationVerb
# The steps of an application: (from, verb, to, power); without a power it is the applicant's own.
APPLICATION_STEPS: tuple[tuple[ApplicationState, ApplicationVerb, ApplicationState, Power | None], ...] = (
    (_S.SUBMITTED, _V.PASS, _S.REVIEWED, Power.MERCHANT_REVIEW),
    (_S.SUBMITTED, _V.RETURN, _S.RETURNED, Power.MERCHANT_REVIEW),
    (_S.SUBMITTED, _V.REFUSE, _S.REFUSED, Power.MERCHANT_ADMIT),
    (_S.SUBMITTED, _V.WITHDRAW, _S.WITHDRAWN, None),
    (_S.RETURNED, _V.RESUBMIT, _S.SUBMITTED, None),
    (_S.RETURNED, _V.WITHDRAW, _S.WITHDRAWN, None),
    (_S.REVIEWED, _V.ADMIT, _S.ADMITTED, Power.MERCHANT_ADMIT),
    (_S.REVIEWED, _V.REFUSE, _S.REFUSED, Power.MERCHANT_ADMIT),
    (_S.REVIEWED, _V.SEND_BACK, _S.SUBMITTED, Power.MERCHANT_ADMIT),
)
OPEN_STATES = (_S.SUBMITTED, _S.REVIEWED, _S.RETURNED)


VERB_POWERS = {verb: power for _, verb, _, power in APPLICATION_STEPS if power is not None}


def application_step(state: ApplicationState, verb: ApplicationVerb) -> tuple[ApplicationState, Power | None]:
    """Where a verb leads and the power it asks for. Raises ApplicationStepImpossible."""
    for here, does, there, power in APPLICATION_STEPS:
        if (here, does) == (state, verb):
            return there, power
    raise errors.ApplicationStepImpossible(state=state, verb=verb)


def application_verbs(state: ApplicationState) -> tuple[tuple[ApplicationVerb, Power | None], ...]:
    """The verbs that a state offers, with their powers."""
    return tuple((verb, power) for here, verb, _, power in APPLICATION_STEPS if here is state)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """An item of the checklist; `basis` is the paper it rests on, or says that it is the office's own."""

    code: str
    label: str
    hint: str
    basis: str
    is_ours: bool
    is_required: bool


def require_checked(items: Sequence[CheckItem], answers: Mapping[str, CheckAnswer]) -> None:
    """Raise ChecklistOpen unless every required item is met."""
    open_items = [one.label for one in items if one.is_required and answers.get(one.code) is not CheckAnswer.MET]
    if open_items:
        raise errors.ChecklistOpen(names="、".join(open_items))


def require_other(first: int | None, second: int | None) -> None:
    """Raise SameReviewer where one person does both; the system is nobody."""
    if first is not None and first == second:
        raise errors.SameReviewer


def tidy_uscc(text: str, field: str = "uscc") -> str:
    """The code in its normal form. Raises UsccWrong."""
    verdict = check_uscc(text)
    if not verdict.ok:
        raise errors.UsccWrong(field=field, typed=text.strip()[:30], why=verdict.reason or "")
    return verdict.value


def tidy_categories(values: Collection[str], field: str = "categories") -> list[str]:
    """The known categories of these, in the order of the list. Raises CategoriesMissing."""
    chosen = [one.value for one in Category if one.value in values]
    if not chosen:
        raise errors.CategoriesMissing(field=field)
    return chosen


@dataclass(frozen=True, slots=True)
class Change:
    """One dated change of a merchant's standing; `until` is the day on which it no longer holds."""

    verb: ChangeVerb
    from_day: date
    until: date | None = None
    categories: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """How a merchant stands by its last changes: days half-open."""

    admitted_from: date
    admitted_until: date | None
    categories: tuple[str, ...]
    suspended_from: date | None = None
    suspended_until: date | None = None
    withdrawn_on: date | None = None
    why: str = ""

    def state(self, on: date) -> MerchantState:
        """The state on a day."""
        if self.withdrawn_on is not None and self.withdrawn_on <= on:
            return MerchantState.WITHDRAWN
        if on < self.admitted_from:
            return MerchantState.COMING
        if self.admitted_until is not None and self.admitted_until <= on:
            return MerchantState.EXPIRED
        if (
            self.suspended_from is not None
            and self.suspended_from <= on
            and (self.suspended_until is None or on < self.suspended_until)
        ):
            return MerchantState.SUSPENDED
        return MerchantState.ADMITTED


def spell_on(changes: Sequence[Change], on: date | None = None) -> Spell | None:
    """The spell that the changes make, those from after `on` left out; None before the first admission."""
    spell: Spell | None = None
    for one in changes:
        if on is not None and one.from_day > on:
            break
        spell = _folded(spell, one)
    return spell


def _folded(spell: Spell | None, one: Change) -> Spell:
    if one.verb is ChangeVerb.ADMIT or spell is None:
        return Spell(one.from_day, one.until, one.categories)
    held = (spell.admitted_from, spell.admitted_until, spell.categories)
    if one.verb is ChangeVerb.SUSPEND:
        return Spell(*held, one.from_day, one.until, why=one.reason)
    if one.verb is ChangeVerb.RESUME:
        return Spell(*held, spell.suspended_from, one.from_day)
    return Spell(*held, spell.suspended_from, spell.suspended_until, one.from_day, one.reason)


_MAY = {
    ChangeVerb.SUSPEND: (MerchantState.ADMITTED,),
    ChangeVerb.RESUME: (MerchantState.SUSPENDED,),
    ChangeVerb.WITHDRAW: (MerchantState.COMING, MerchantState.ADMITTED, MerchantState.SUSPENDED),
    ChangeVerb.ADMIT: (MerchantState.EXPIRED, MerchantState.WITHDRAWN),
}


def change_verbs(state: MerchantState) -> tuple[ChangeVerb, ...]:
    """What may be done to a merchant in a state, but for a new admission, which an application makes."""
    return tuple(verb for verb, states in _MAY.items() if state in states and verb is not ChangeVerb.ADMIT)


def require_change(changes: Sequence[Change], change: Change) -> None:
    """Raise ChangeOutOfOrder, ChangeImpossible, MerchantTwice, PeriodWrong where a change does not follow."""
    if change.until is not None and change.until <= change.from_day:
        raise errors.PeriodWrong(field="until")
    if not changes:
        if change.verb is not ChangeVerb.ADMIT:
            raise errors.ChangeImpossible(field="from_day", day=change.from_day, state="从未准入", verb=change.verb)
        return
    last = max(one.from_day for one in changes)
    if change.from_day < last:
        raise errors.ChangeOutOfOrder(field="from_day", last=last)
    spell = spell_on(changes)
    state = spell.state(change.from_day) if spell else MerchantState.COMING
    if state not in _MAY[change.verb]:
        if change.verb is ChangeVerb.ADMIT:
            raise errors.MerchantTwice(field="since", name="这家商户")
        raise errors.ChangeImpossible(field="from_day", day=change.from_day, state=state, verb=change.verb)


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """A shop as the decision needs it; days half-open."""

    name: str
    categories: tuple[str, ...]
    takes_old: bool | None
    opened_on: date | None
    closed_on: date | None


def decide_admitted(changes: Sequence[Change], shop: ShopFacts, category: Category, on: date) -> Decision:
    """Whether a shop may sell goods of a category under the programme on a day, and why."""
    return all_of((_merchant(changes, category, on), _open(shop, on), _sells(shop, category), _takes_back(shop)))


def _merchant(changes: Sequence[Change], category: Category, on: date) -> Decision:
    spell = spell_on(changes, on)
    if spell is None:
        return Decision.fails(CLAUSE, f"商户在{on}没有准入。")
    state = spell.state(on)
    if state is MerchantState.SUSPENDED:
        return Decision.fails(CLAUSE, f"商户自{spell.suspended_from}起暂停：{spell.why}", since=spell.suspended_from)
    if state is MerchantState.WITHDRAWN:
        return Decision.fails(CLAUSE, f"商户已于{spell.withdrawn_on}退出：{spell.why}", on=spell.withdrawn_on)
    if state is not MerchantState.ADMITTED:
        return Decision.fails(CLAUSE, f"商户的准入期是{spell.admitted_from}至{spell.admitted_until}（不含）。")
    if category.value not in spell.categories:
        return Decision.fails(CLAUSE, f"商户准入的品类不含{category.label}。", category=category.value)
    return Decision.meets(CLAUSE, f"商户自{spell.admitted_from}准入，品类包含{category.label}。")


def _open(shop: ShopFacts, on: date) -> Decision:
    if shop.closed_on is not None and shop.closed_on <= on:
        return Decision.fails(CLAUSE, f"门店{shop.name}已于{shop.closed_on}关闭。")
    if shop.opened_on is not None and on < shop.opened_on:
        return Decision.fails(CLAUSE, f"门店{shop.name}自{shop.opened_on}才参加。")
    return Decision.meets(CLAUSE, f"门店{shop.name}在{on}营业。")


def _sells(shop: ShopFacts, category: Category) -> Decision:
    if category.value not in shop.categories:
        return Decision.fails(CLAUSE, f"门店{shop.name}登记的品类不含{category.label}。")
    return Decision.meets(CLAUSE, f"门店{shop.name}经营{category.label}。")


def _takes_back(shop: ShopFacts) -> Decision:
    if shop.takes_old is None:
        return Decision.unknown(TAKE_BACK_CLAUSE, f"没有登记门店{shop.name}能否回收旧货。")
    if not shop.takes_old:
        return Decision.fails(TAKE_BACK_CLAUSE, f"门店{shop.name}不能回收旧货。")
    return Decision.meets(TAKE_BACK_CLAUSE, f"门店{shop.name}能够回收旧货。")
