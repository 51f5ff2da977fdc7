"""The one place that calls the engine of invoices: a file to its papers, typed values against them.

Reading runs in a process of its own with a limit on time (`read_apart`) and is called by the job alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from liangxin.domains.claims.rules.after_papers import ReadPaper, ReadValue
from liangxin.engines import invoices as engine
from liangxin.engines.documents.first_page import draw_first_page
from liangxin.engines.documents.picture_size import picture_size
from liangxin.engines.documents.refusals import (
    BrokenFile,
    EncryptedFile,
    FileTooLarge,
    NoText,
    RecognitionMissing,
    TooManyPages,
    TooMuchText,
    UnsafePackage,
)
from liangxin.engines.invoices import DocumentKind, DocumentRefused
from liangxin.engines.invoices.refusals import BrokenXml, NotAnInvoice

SECONDS: Final = 30.0  # for one file; what takes longer is looked at by a person
# What a claimant reads of a file that no machine reads: no refusal, for the paper stands and a person looks at it.
_WHY: Final[Mapping[type[DocumentRefused], str]] = {
    RecognitionMissing: "这是图片，不能自动核对",
    NoText: "这是图片，不能自动核对",
    BrokenFile: "文件打不开，可能已损坏，最好重新上传",
    BrokenXml: "文件打不开，可能已损坏，最好重新下载后上传",
    EncryptedFile: "文件加了密码，最好取消密码后重新上传",
    TooManyPages: "页数太多，不能自动核对，最好只传需要的几页",
    TooMuchText: "文字太多，不能自动核对，最好只传需要的几页",
    FileTooLarge: "文件太大，不能自动核对",
    UnsafePackage: "内容异常庞大或读取超时，不能自动核对，最好另存后重新上传",
    NotAnInvoice: "不是电子发票的数据文件，不能自动核对",
}
MOST_PIXELS: Final = 40_000_000  # more is shown on no page: it costs a browser 160 MB
_LOOKED_AT: Final = "；审核的人会直接看原件，不影响提交。"


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of a file: its papers, warnings, why it could not be read, a picture of its first page."""

    papers: tuple[ReadPaper, ...]
    note: str
    is_read: bool
    picture: bytes | None = None
    is_huge: bool = False


def read(data: bytes, name: str) -> FileRead:
    """Read a file; never raises for what is in it."""
    wide, high = picture_size(data) or (0, 0)
    if wide * high > MOST_PIXELS:
        return FileRead((), f"图片有{wide}×{high}像素，太大，不能自动核对{_LOOKED_AT}", is_read=False, is_huge=True)
    return _told(engine.read_apart(data, name, seconds=SECONDS))


def read_own(data: bytes, name: str) -> FileRead:
    """Read a file of our own making without a process apart: the demo county's."""
    return _told(engine.Looked(engine.read_documents(data, name), None, draw_first_page(data)))


def _told(looked: engine.Looked) -> FileRead:
    if looked.refusal is not None:
        why = _WHY.get(type(looked.refusal), "不能自动核对")
        return FileRead((), why + _LOOKED_AT, is_read=False, picture=looked.picture)
    papers = tuple(
        ReadPaper(one.kind.value, tuple(ReadValue(each.name, each.value, each.where, each.sure) for each in one.fields))
        for one in looked.documents
    )
    warnings = "".join(warning for one in looked.documents for warning in one.warnings)
    if not any(paper.fields for paper in papers):
        return FileRead((), f"没有读出可以核对的内容{_LOOKED_AT}", is_read=False, picture=looked.picture)
    return FileRead(papers, warnings, is_read=True, picture=looked.picture)


def compared(papers: Sequence[ReadPaper], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each typed value against the papers: field, typed, read, verdict (same, differs, not_found), where."""
    documents = [
        engine.ReadDocument(
            "",
            DocumentKind.of(paper.kind),
            tuple(engine.ReadField(one.name, one.value, one.where, one.sure) for one in paper.fields),
        )
        for paper in papers
    ]
    return [
        {"field": one.field, "typed": one.typed, "read": one.read, "verdict": str(one.verdict), "where": one.where}
        for one in engine.compare(documents, typed)
    ]
