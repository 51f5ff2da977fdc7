"""What days bring: questions that lapse, reviews that are late, money that has come, draws of the morning."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from liangxin.domains.claims.actions import after_money as money
from liangxin.domains.claims.actions.after_deciding import checked, tell_claimant, write
from liangxin.domains.claims.actions.after_draws import next_draw
from liangxin.domains.claims.actions.after_filing import end_claim
from liangxin.domains.claims.models import Claim, Draw
from liangxin.domains.claims.queries.after_case import case_of
from liangxin.domains.claims.rules.after_steps import IN_REVIEW
from liangxin.domains.claims.terms import ClaimNews, ClaimState, Deed, Power, QuestionState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import tell
from liangxin.foundation.trail.api import record

_WAITING = [state.value for state in IN_REVIEW]


def lapse_unanswered(actor: Actor, *, on: date) -> int:
    """Claims whose question was not answered in time lapse. Returns how many."""
    late = Claim.objects.filter(
        state=ClaimState.QUESTIONED.value,
        questions__state=QuestionState.OPEN.value,
        questions__due_on__lt=on,
        filing__frozen_at__isnull=True,
    )
    return sum(_lapsed(actor, pk, on) for pk in late.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _lapsed(actor: Actor, pk: int, on: date) -> bool:
    claim = _locked(pk, ClaimState.QUESTIONED.value)
    if claim is None:
        return False
    end_claim(claim, ClaimState.LAPSED, on)
    record(actor, Deed.LAPSED, claim, region_path=claim.region.path)
    tell_claimant(actor, claim, ClaimNews.STEP, f"申领逾期未补正，已失效：{claim.number}")
    return True


def _locked(pk: int, *states: str) -> Claim | None:
    rows = Claim.objects.select_related("filing", "region").filter(pk=pk, state__in=states)
    return rows.select_for_update(of=("self",)).first()


def escalate_late(actor: Actor, *, on: date) -> int:
    """Reviews past their deadline are told to those who decide last and who set the rules, once a deadline."""
    late = Claim.objects.filter(
        state__in=_WAITING, filing__due_on__lt=on, filing__escalated_on__isnull=True, filing__frozen_at__isnull=True
    )
    return sum(_escalated(actor, pk, on) for pk in late.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _escalated(actor: Actor, pk: int, on: date) -> bool:
    claim = _locked(pk, *_WAITING)
    if claim is None:
        return False
    claim.filing.escalated_on = on
    claim.filing.save()
    path = claim.region.path
    people: set[int] = set()
    for power in (Power.FINAL, Power.REVIEW_SET):
        people |= regions.people_of_regions(power, [path], on).get(path, frozenset())
    tell(
        actor,
        people,
        ClaimNews.LATE,
        key=f"{claim.public_id}:{claim.filing.due_on}",
        title=f"申领审核超期：{claim.number}（{ClaimState.of(claim.state).label}）",
        url=reverse("claims:review_case", args=[claim.number]),
        about=("claims.claim", str(claim.public_id)),
    )
    record(actor, Deed.ESCALATED, claim, region_path=path, after={"due_on": claim.filing.due_on})
    return True


def reserve_waiting(actor: Actor, *, on: date) -> int:
    """Claims that wait for money get it in the order in which they were handed in, as long as there is some."""
    return sum(_reserved(actor, pk, on) for pk in list(money.waiting().values_list("pk", flat=True)))


@transaction.atomic
def _reserved(actor: Actor, pk: int, on: date) -> bool:
    claim = _locked(pk, *_WAITING)
    if claim is None or claim.holding is not None:
        return False
    money.reserve(actor, claim, on)
    checked(claim, case_of(claim, claim.facts, on), on)
    write(claim, on)
    return claim.holding is not None


def draw_daily(actor: Actor, *, on: date) -> int:
    """Every region that has opened a draw has one each morning. Returns how many."""
    open_draws = Draw.objects.filter(revealed_at__isnull=True).values_list("region__code", flat=True)
    codes = list(open_draws.order_by("region__code"))
    for code in codes:
        next_draw(actor, code, on=on)
    return len(codes)
