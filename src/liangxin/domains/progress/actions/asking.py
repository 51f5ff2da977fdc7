"""Asking that regions be refreshed: one waiting run a region, however often it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from liangxin.domains.plans import api as plans
from liangxin.domains.progress.models import CountDue, RefreshDue
from liangxin.domains.progress.terms import Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.trail.api import record

JOB = "progress.refresh_region"


def ask_for_region(actor: Actor, region_code: str) -> bool:
    """Have one region refreshed by a job; False where one waits already. Raises RegionNotFound, NotAllowed."""
    with transaction.atomic():
        region = regions.region_seen(actor, region_code)
        actor.require(Power.REFRESH, region.path)
        record(actor, Deed.REFRESHED, ("regions.region", str(region.id)), region_path=region.path)
        return bool(ask_refresh(actor, [region.id]))


def ask_refresh(actor: Actor, region_ids: Iterable[int]) -> list[int]:
    """Within the caller's transaction: those for which a run was queued. The others have one waiting."""
    wanted = sorted(set(region_ids))
    if not wanted:
        return []
    table = connection.ops.quote_name(RefreshDue._meta.db_table)
    rows = ", ".join(["(%s, %s)"] * len(wanted))
    now = timezone.now()
    with connection.cursor() as cursor:
        # In the order of ids, so that two who ask for many do not wait for each other in a circle.
        cursor.execute(
            f"INSERT INTO {table} (region_id, asked_at) VALUES {rows} "  # noqa: S608 - our own table's name
            "ON CONFLICT (region_id) DO NOTHING RETURNING region_id",
            [value for region in wanted for value in (region, now)],
        )
        new = [row[0] for row in cursor.fetchall()]
    for region in new:
        enqueue(JOB, actor, ("regions.region", str(region)), region_id=region)
    return new


def ask_where_promised(actor: Actor, region_paths: Iterable[str]) -> list[int]:
    """Ask for regions with a plan of their own, among these and those above: figures from below are rolled up there."""
    above = {
        "/".join(path.split("/")[:length]) + "/" for path in region_paths for length in range(1, path.count("/") + 1)
    }
    promising = plans.regions_that_promise()
    return ask_refresh(actor, [region for region, path in promising.items() if path in above])


def ask_counting(actor: Actor, region_path: str, measure_code: str) -> None:
    """Have a measure computed anew in the widest region above with a plan of its own, for it rolls up what is below."""
    promising = {path: region for region, path in plans.regions_that_promise().items()}
    widest = next((promising[path] for path in sorted(promising) if region_path.startswith(path)), None)
    if widest is not None:
        CountDue.objects.bulk_create([CountDue(region_id=widest, measure_code=measure_code)], ignore_conflicts=True)
        ask_refresh(actor, [widest])
