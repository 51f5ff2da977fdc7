"""Deeds done at once in connections of their own, for the races of all packages."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from liangxin.kernel.refusal import Refusal


def all_at_once(*deeds: Callable[[], object]) -> list[str]:
    """Start the deeds together; the codes of their refusals in order of name, "" for what was done."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> str:
        start.wait(10)
        try:
            deed()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(deeds)) as threads:
        return sorted(done.result(30) for done in [threads.submit(one, deed) for deed in deeds])
