"""Addresses that go out through the door: where the records behind a figure are listed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from liangxin.kernel.period import Period


def counted_address(measure: str, region_code: str, period: Period) -> str:
    """Where the records behind a figure are listed."""
    asked = {
        "measure": measure,
        "region": region_code,
        "since": period.start.isoformat(),
        "until": period.last_day.isoformat(),
    }
    return f"{reverse('registers:counted')}?{urlencode(asked)}"
