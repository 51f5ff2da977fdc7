"""What follows from what happened below: units merged, plans published."""

from __future__ import annotations

from django.db import transaction

from liangxin.domains.plans import api as plans
from liangxin.domains.progress.actions.asking import ask_refresh
from liangxin.domains.progress.actions.supervision.merging import hand_over_orders
from liangxin.domains.progress.models import Binding, Return, TaskSnapshot
from liangxin.domains.progress.terms import BindingState, ReturnState, RoundState
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import enqueue


def propose_soon(actor: Actor, region_path: str) -> None:
    """Have sources proposed for a region's targets, where it has a plan of its own in force."""
    for region, path in plans.regions_that_promise(region_path).items():
        if path == region_path:
            enqueue("progress.propose", actor, ("regions.region", str(region)), region_id=region)


def follow_merged_unit(gone_id: int, kept_id: int) -> None:
    """Bindings of a unit that is no more go to the one that took it over; where that one is bound too, they fall away.

    Reports stay as they were made; snapshots name the unit that is, from the next look on.
    """
    with transaction.atomic():
        gone = list(Binding.objects.select_for_update().filter(unit=gone_id).order_by("pk"))
        others = {row.target_id: row for row in Binding.objects.select_for_update().filter(unit=kept_id)}
        regions = {row.region_id for row in gone}
        for row in gone:
            other = others.get(row.target_id)
            if other is None:
                row.unit_id = kept_id
                row.save(update_fields=["unit"])
                continue
            if row.state == BindingState.CONFIRMED and other.state != BindingState.CONFIRMED:
                Binding.objects.filter(pk=other.pk).delete()
                Binding.objects.filter(pk=row.pk).update(unit=kept_id)
            else:
                Binding.objects.filter(pk=row.pk).delete()
        _hand_over_returns(gone_id, kept_id)
        hand_over_orders(gone_id, kept_id)
        TaskSnapshot.objects.filter(waiting_for=gone_id).update(waiting_for=kept_id)
        seen = TaskSnapshot.objects.filter(unit_ids__overlap=[gone_id, kept_id]).values_list("region_id", flat=True)
        ask_refresh(Actor.system("单位合并"), regions | set(seen))


def _hand_over_returns(gone_id: int, kept_id: int) -> None:
    """What a unit that is no more still owes in open rounds, the kept one owes, unless it is asked there itself."""
    owed = Return.objects.filter(unit=gone_id, round__state=RoundState.OPEN.value)
    asked = Return.objects.filter(unit=kept_id).values("round")
    rows = owed.exclude(state=ReturnState.APPROVED.value).exclude(round__in=asked).select_for_update(of=("self",))
    for row in rows.order_by("pk"):
        row.unit_id = kept_id
        row.save(update_fields=["unit"])
