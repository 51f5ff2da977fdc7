"""Background jobs of the product as a whole."""

from __future__ import annotations

import tempfile
from pathlib import Path

from liangxin.domains.schemes import api as schemes
from liangxin.faces.workbench.city import load_city
from liangxin.foundation.jobs.api import Run, job

DEMO_CLAIMS, DEMO_SEED = 1_000, 7


@job("workbench.bring_demo_city", queue="reading", label="装载演示县的合成城市")
def bring_demo_city(run: Run) -> None:
    """Make the demo county's people, shops, goods and a year of claims, and bring them in; twice brings nothing new."""
    from liangxin.engines.city.making import make
    from liangxin.engines.city.order import Order

    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "city"
        make(Order(DEMO_CLAIMS, DEMO_SEED), made)
        load_city(run.actor, made, run.progress)
    schemes.try_demo_amendment(run.actor)
