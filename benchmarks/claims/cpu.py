"""Processor time of the parts, a figure that stays steady where other work makes rates uneven."""

from __future__ import annotations

from collections.abc import Mapping

import psutil


class Parts:
    """Processes by name, each with its children; seconds of processor time that they have used."""

    def __init__(self, roots: Mapping[str, int]) -> None:
        self._roots = {name: psutil.Process(pid) for name, pid in roots.items()}

    def seconds(self) -> dict[str, float]:
        return {name: sum(map(_used, [root, *root.children(recursive=True)])) for name, root in self._roots.items()}


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)
