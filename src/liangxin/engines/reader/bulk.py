"""Reads a folder of plans with all cores: one JSON record a file, in the order of their names, refusals among them.

Only a few files a core are under way at once, so that memory does not grow with the folder.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from liangxin.engines.documents import Document, read_document
from liangxin.engines.reader.findings import plan_as_json
from liangxin.engines.reader.read import read_plan
from liangxin.kernel.refusal import Refusal, RefusalKind

Progress = Callable[[int, int], None]
_UNDER_WAY = 4  # files a worker: enough that none waits, few enough that results do not pile up
_FEW = 4  # starting processes takes longer than reading this many


class FileUnreadable(Refusal):
    """The operating system would not give the file."""

    code, kind = "reader.file_unreadable", RefusalKind.UNAVAILABLE
    sentence = "文件“%(name)s”打不开：%(reason)s。"
    remedy = "请核对文件是否还在、是否有权限读取。"


def plans_in(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders in the order of their paths; hidden ones left out."""
    inside = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def read_line(path: Path) -> str:
    """One file as a line of JSON: `{"file", "plan"}`, or `{"file", "refused": {"code", "message"}}`."""
    record: dict[str, object] = {"file": str(path)}
    try:
        record["plan"] = plan_as_json(read_plan(open_document(path)))
    except Refusal as refusal:
        record["refused"] = {"code": refusal.code, "message": str(refusal)}
    return json.dumps(record, ensure_ascii=False)


def open_document(path: Path) -> Document:
    """The file as a document. Raises a refusal for every fault, FileUnreadable where the system does not give it."""
    try:
        return read_document(path)
    except OSError as error:
        raise FileUnreadable(name=path.name, reason=error.strerror or type(error).__name__) from error


def read_files(paths: Sequence[Path], *, workers: int | None = None, progress: Progress | None = None) -> Iterator[str]:
    """A line of JSON for each file, in the order given. `progress(done, total)` is called after each."""
    cores = max(1, min(workers or os.cpu_count() or 1, len(paths)))
    lines = map(read_line, paths) if cores == 1 or len(paths) <= _FEW else _in_processes(paths, cores)
    for done, line in enumerate(lines, 1):
        if progress is not None:
            progress(done, len(paths))
        yield line


def _in_processes(paths: Sequence[Path], cores: int) -> Iterator[str]:
    waiting: deque[Future[str]] = deque()
    # Started anew rather than forked: the caller may hold threads and connections.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for path in paths:
            waiting.append(pool.submit(read_line, path))
            if len(waiting) >= cores * _UNDER_WAY:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
