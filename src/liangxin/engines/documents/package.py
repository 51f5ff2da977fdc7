"""Opens packages (docx and OFD are ZIP files of XML parts) without letting them unpack beyond the limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from lxml import etree

from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.refusals import BrokenFile, EncryptedFile, UnsafePackage
from liangxin.engines.documents.structure import Format

_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a packing method that zipfile does not know
    RuntimeError,  # a part that needs a password after all
)
_ENCRYPTED = 0x1


class Package:
    """A ZIP file of XML parts. What it declares is checked before unpacking; zipfile never yields more than that.

    Part names are found whatever their case and slashes. Raises BrokenFile, EncryptedFile, UnsafePackage.
    """

    def __init__(self, raw: bytes, kind: Format, limits: Limits) -> None:
        self._kind = kind
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except _FAULTS as fault:
            raise BrokenFile(format=kind.label) from fault
        self._parts = {_normal(part.filename): part for part in self._zip.infolist()}
        self._check()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._parts

    def names(self) -> list[str]:
        """Normal names of all parts, in the order of the file."""
        return [name for name, part in self._parts.items() if not part.is_dir()]

    def _check(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > self._limits.entries or sum(part.file_size for part in parts) > self._limits.unpacked_bytes:
            raise UnsafePackage
        for part in parts:
            if part.file_size > 1_000_000 and part.file_size > self._limits.ratio * max(1, part.compress_size):
                raise UnsafePackage
            if part.flag_bits & _ENCRYPTED:
                raise EncryptedFile(format=self._kind.label)

    def read(self, name: str) -> bytes:
        part = self._parts.get(_normal(name))
        if part is None:
            raise BrokenFile(format=self._kind.label)
        if part.file_size > self._limits.part_bytes:
            raise UnsafePackage
        try:
            return self._zip.read(part)
        except _FAULTS as fault:
            raise BrokenFile(format=self._kind.label) from fault

    def xml(self, name: str) -> etree._Element:
        """The root of a part. Neither format allows a document type; where one stands it is there to do harm."""
        raw = self.read(name)
        if raw.count(b"<") > self._limits.tags:
            raise UnsafePackage
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            root = etree.fromstring(raw, parser)
        except etree.XMLSyntaxError as fault:
            if any(word in str(fault) for word in ("Excessive depth", "entity", "Entity", "huge", "too long")):
                raise UnsafePackage from fault
            raise BrokenFile(format=self._kind.label) from fault
        except ValueError as fault:
            raise BrokenFile(format=self._kind.label) from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnsafePackage
        return root

    def xml_if_there(self, name: str) -> etree._Element | None:
        return self.xml(name) if name in self else None


def resolve(base: str, target: str) -> str:
    """The part that `target` means when it stands in the part `base`."""
    return _normal(posixpath.join("/", posixpath.dirname(base), target))


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; "" for processing instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute whatever its namespace: transitional and strict files, old and new OFD differ only in that."""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if local_name(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child down a path of local names."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def _normal(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()
