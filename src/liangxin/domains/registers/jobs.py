"""Background jobs of registers: the acts of an import."""

from __future__ import annotations

from liangxin.domains.registers.actions.imports import check_import, publish_import, undo_import
from liangxin.foundation.jobs.api import Run, job


@job("registers.check_import", queue="reading", label="核对工作簿")
def check(run: Run, *, import_id: str) -> None:
    """Check one workbook; a refusal of the whole is kept with it."""
    check_import(run.actor, import_id, report=run.progress)


@job("registers.publish_import", queue="reading", label="发布导入")
def publish(run: Run, *, import_id: str, sound_only: bool) -> None:
    """Write what was checked."""
    publish_import(run.actor, import_id, sound_only=sound_only, report=run.progress)


@job("registers.undo_import", queue="reading", label="撤销导入")
def undo(run: Run, *, import_id: str, reason: str) -> None:
    """Bring back what stood before."""
    undo_import(run.actor, import_id, reason, report=run.progress)
