"""`python -m benchmarks.progress`: milliseconds of pages (median, 95th per cent), seconds of refreshing, limits.

A county with 200 targets, 50 units and three years of months, a province with 140 counties, in a real embedded
PostgreSQL; the whole view with middleware and template. "Work" is the processor's time in this process alone: it tells
a slow page from a busy machine. Exit status 1 where a limit is not kept.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from datetime import date
from typing import Any

import django

RUNS, COUNTIES_REFRESHED = 30, 3
LIMITS = {
    "county page": 150.0,
    "province page": 300.0,
    "round board, 50 units": 300.0,
    "return, 4 targets": 300.0,
    "return, 200 targets": 300.0,
    "answers of a round": 300.0,
}


def main() -> int:
    """Generate, measure, print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangxin.config.settings_test")
    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    from benchmarks.progress.world import CITIES, COUNTIES, PROVINCE, TARGETS, UNITS, generate

    made = generate(COUNTIES_REFRESHED)
    print(f"{TARGETS} targets, {UNITS} units, 35 months each; {COUNTIES} counties in {CITIES} cities")
    _refreshing(made.counties, made.province, COUNTIES)
    from liangxin.domains.progress.models import TargetSnapshot

    target = TargetSnapshot.objects.filter(region=made.county, actual__isnull=False).select_related("target")[0]
    pages = [
        ("county page", made.county_office, "/progress/regions/990123/"),
        ("county page, narrowed", made.county_office, "/progress/regions/990123/?status_is=behind"),
        ("target page", made.county_office, f"/progress/targets/{target.target.public_id}/"),
        ("tasks", made.county_office, "/progress/tasks/"),
        ("province page", made.province_office, f"/progress/regions/{PROVINCE}/"),
        *_rounds(made),
    ]
    kept = [_page(name, who, address) for name, who, address in pages]
    return 0 if all(kept) else 1


def _rounds(made: Any) -> list[tuple[str, object, str]]:
    """A round that asks all units, and one in which a single unit is asked for everything; how long opening takes."""
    from benchmarks.progress.world import COUNTY
    from liangxin.domains.progress import api as progress
    from liangxin.domains.progress.models import Binding, Return
    from liangxin.domains.progress.queries.rounds import units_to_ask
    from liangxin.domains.progress.terms import RoundKind
    from liangxin.foundation.accounts.api import actor_of
    from liangxin.kernel.period import Period

    office = actor_of(made.county_office)
    units = [one.public_id for one in units_to_ask(made.county)]
    pages: list[tuple[str, object, str]] = []
    for kind, month, widest in ((RoundKind.MONTHLY, 11, False), (RoundKind.AD_HOC, 12, True)):
        if widest:
            only = Binding.objects.filter(region=made.county).order_by("pk")[0].unit_id
            Binding.objects.filter(region=made.county).update(unit=only)
        period = Period.month(2026, month)
        draft = progress.RoundDraft(kind, period, f"{period}", tuple(units), due_on=date(2027, 1, 8))
        begin = time.perf_counter()
        opened = progress.open_round(office, COUNTY, draft, date(2026, 12, 20))
        print(f"round opened for {len(units)} units: {time.perf_counter() - begin:5.2f} s")
        answer = Return.objects.filter(round__public_id=opened).order_by("-asked")[0]
        if widest:
            pages.append(("return, 200 targets", made.county_office, f"/progress/returns/{answer.public_id}/"))
        else:
            pages.append(("round board, 50 units", made.county_office, f"/progress/rounds/{opened}/"))
            pages.append(("answers of a round", made.county_office, f"/progress/rounds/{opened}/answers/"))
            pages.append(("return, 4 targets", made.county_office, f"/progress/returns/{answer.public_id}/"))
    return pages


def _refreshing(counties: object, province: int, all_counties: int) -> None:
    from benchmarks.progress.world import ON
    from liangxin.domains.progress.actions.refresh import refresh_region

    refresh_region(province, ON)  # loads what reckons
    first, again = [], []
    for region in list(counties):  # type: ignore[call-overload]  # a sequence of ids
        for seconds in (first, again):
            begin = time.perf_counter()
            refresh_region(region, ON)
            seconds.append(time.perf_counter() - begin)
    for name, seconds in (("new figures", first), ("nothing new", again)):
        middle = statistics.median(seconds)
        print(f"refresh of a county, {name}: {middle:5.2f} s (median of {len(seconds)})")
        print(f"  of a province, {all_counties} of them one after the other: {middle * all_counties:4.0f} s (reckoned)")


def _page(name: str, who: object, address: str) -> bool:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(who, "django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]  # an account
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)  # the next request clears the log
    assert response.status_code == 200, response.status_code
    taken, worked = [], []
    for _ in range(RUNS):
        begin, before = time.perf_counter(), time.process_time()
        client.get(address)
        taken.append((time.perf_counter() - begin) * 1000)
        worked.append((time.process_time() - before) * 1000)
    middle, high = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    limit = LIMITS.get(name)
    ratio = f"{middle / limit:5.2f} of {limit:.0f} ms" if limit else ""
    size = len(response.content) // 1024
    work = statistics.median(worked)
    print(
        f"{name:24}{middle:7.0f} ms  p95 {high:5.0f} ms  work {work:4.0f} ms  {asked:3} queries  {size:4} kB  {ratio}"
    )
    return limit is None or middle <= limit


if __name__ == "__main__":
    sys.exit(main())
