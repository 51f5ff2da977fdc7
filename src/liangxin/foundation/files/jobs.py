"""Jobs of the files: what an interrupted upload or an undone transaction left on the disk goes at night."""

from __future__ import annotations

from liangxin.foundation.files.forget import sweep
from liangxin.foundation.jobs.api import Run, timetable


@timetable("40 3 * * *", "files.sweep", label="清理没有引用的文件")
def sweep_at_night(run: Run) -> None:
    removed = sweep()
    run.progress(removed, removed, f"清理{removed}个文件")
