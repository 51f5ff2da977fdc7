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

import django

RUNS, COUNTIES_REFRESHED = 30, 3
LIMITS = {"county page": 150.0, "province page": 300.0}


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
    ]
    kept = [_page(name, who, address) for name, who, address in pages]
    return 0 if all(kept) else 1


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
