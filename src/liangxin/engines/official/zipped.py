"""Files of the Open Packaging Conventions: parts, content types and relations, packed so that equal parts give equal
bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from liangxin.engines.official.markup import Element, as_bytes

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can name
_UNIX, _READABLE = 3, 0o644 << 16  # said of every part, whatever machine packs it
_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
EXTERNAL = "External"


def packed(parts: Mapping[str, Element | bytes]) -> bytes:
    """The file with these parts, in this order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, part if isinstance(part, bytes) else as_bytes(part))
    return file.getvalue()


def content_types(named: Mapping[str, str], extensions: Mapping[str, str] | None = None) -> Element:
    """The part [Content_Types].xml: types of named parts, and of further extensions."""
    space = f"{PACKAGE}/content-types"
    root = root_of(space, "Types")
    for extension, kind in {**_DEFAULTS, **(extensions or {})}.items():
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    for name, kind in named.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=name, ContentType=kind)
    return root


def relations(*found: tuple[str, str, str], outside: tuple[tuple[str, str, str], ...] = ()) -> Element:
    """A part of relations: identifier, kind and target of each; `outside` are addresses that are no parts."""
    space = f"{PACKAGE}/relationships"
    root = root_of(space, "Relationships")
    for identifier, kind, target in found:
        etree.SubElement(root, f"{{{space}}}Relationship", Id=identifier, Type=kind, Target=target)
    for identifier, kind, target in outside:
        held = etree.SubElement(root, f"{{{space}}}Relationship", Id=identifier, Type=kind, Target=target)
        held.set("TargetMode", EXTERNAL)
    return root


def root_of(space: str, name: str) -> Element:
    """The root of a part whose elements have one namespace."""
    return etree.fromstring(f'<{name} xmlns="{space}"/>')
