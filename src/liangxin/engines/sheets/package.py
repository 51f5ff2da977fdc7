"""Opens the package of an .xlsx file (a ZIP file of XML parts) without letting it unpack beyond the limits."""

from __future__ import annotations

import codecs
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import IO

from lxml import etree

from liangxin.engines.sheets.limits import SheetLimits
from liangxin.engines.sheets.refusals import BrokenWorkbook, EncryptedWorkbook, UnsafeWorkbook

FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a packing method that zipfile does not know
    RuntimeError,  # a part that needs a password after all
    OverflowError,
)
CHUNK = 1 << 20
_ENCRYPTED = 0x1
_LARGE = 10_000_000
_DOCUMENT_TYPE = b"<!DOCTYPE"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")


class Package:
    """What a package declares is checked before unpacking; zipfile never yields more than that.

    Part names are found whatever their case and slashes. Raises BrokenWorkbook, EncryptedWorkbook, UnsafeWorkbook.
    """

    def __init__(self, file: IO[bytes], limits: SheetLimits) -> None:
        self._limits = limits
        try:
            self.zip = zipfile.ZipFile(file)
        except FAULTS as fault:
            raise BrokenWorkbook from fault
        self._parts = {normal(part.filename): part for part in self.zip.infolist()}
        self._check()

    def close(self) -> None:
        self.zip.close()

    def __contains__(self, name: str) -> bool:
        return normal(name) in self._parts

    @property
    def names(self) -> list[str]:
        """The parts by their normal names."""
        return list(self._parts)

    def spelled(self, name: str) -> str:
        """A part's name as the package spells it."""
        part = self._parts.get(normal(name))
        return part.filename if part else name

    def size(self, name: str) -> int:
        """Unpacked bytes of a part; 0 where there is none."""
        part = self._parts.get(normal(name))
        return part.file_size if part else 0

    def _check(self) -> None:
        parts = self.zip.infolist()
        if len(parts) > self._limits.entries or sum(part.file_size for part in parts) > self._limits.unpacked_bytes:
            raise UnsafeWorkbook
        for part in parts:
            if part.file_size > _LARGE and part.file_size > self._limits.ratio * max(1, part.compress_size):
                raise UnsafeWorkbook
            if part.flag_bits & _ENCRYPTED:
                raise EncryptedWorkbook

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece, as UTF-8. A document type, which no part may have, is refused."""
        part = self._parts.get(normal(name))
        if part is None:
            raise BrokenWorkbook
        try:
            with self.zip.open(part) as stream:
                yield from _as_utf8(iter(lambda: stream.read(CHUNK), b""))
        except FAULTS as fault:
            raise BrokenWorkbook from fault

    def read(self, name: str) -> bytes:
        """A whole part, as UTF-8."""
        if self.size(name) > self._limits.part_bytes:
            raise UnsafeWorkbook
        return b"".join(self.chunks(name))

    def xml(self, name: str) -> etree._Element:
        """The root of a part that is held whole."""
        return parsed(self.read(name))


def _as_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(chunks, b"")
    decoder = codecs.getincrementaldecoder(_UTF16[first[:2]])() if first[:2] in _UTF16 else None
    before = b""
    for number, raw in enumerate(chain((first,), chunks)):
        chunk = raw if decoder is None else decoder.decode(raw).encode("utf-8")
        if decoder is not None and number == 0:
            chunk = _DECLARATION.sub(b"", chunk.removeprefix(codecs.BOM_UTF8))
        if _DOCUMENT_TYPE in before + chunk:
            raise UnsafeWorkbook
        before = chunk[-len(_DOCUMENT_TYPE) :]
        yield chunk


def parsed(raw: bytes) -> etree._Element:
    """The root of an XML text. Raises BrokenWorkbook, UnsafeWorkbook."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as fault:
        if any(word in str(fault) for word in ("depth", "ntity", "huge", "too long")):
            raise UnsafeWorkbook from fault
        raise BrokenWorkbook from fault
    except ValueError as fault:
        raise BrokenWorkbook from fault


def normal(name: str) -> str:
    """The spelling in which part names are compared."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def resolve(base: str, target: str) -> str:
    """The part that `target` means when it stands in the part `base`."""
    return normal(posixpath.join("/", posixpath.dirname(base), target))


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; "" for processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute whatever its namespace: transitional and strict files differ only in that."""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of a local name."""
    return (child for child in (element if element is not None else ()) if local_name(child) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of a local name."""
    return next(children(element, name), None)


def truth(text: str | None) -> bool:
    """A boolean attribute; absent is false."""
    return text in ("1", "true", "on")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part by id: kind (last word of its address) and target; none that lead outside."""
    folder, _, name = normal(part).rpartition("/")
    path = f"{folder}/_rels/{name}.rels".lstrip("/")
    if path not in package:
        return {}
    return {
        attribute(each, "Id") or "": (
            (attribute(each, "Type") or "").rpartition("/")[2],
            resolve(part, attribute(each, "Target") or ""),
        )
        for each in children(package.xml(path), "Relationship")
        if attribute(each, "TargetMode") != "External"
    }
