"""The .docx file: its parts, their relations and the metadata, packed so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from lxml import etree

from liangxin.engines.official.body import document_part
from liangxin.engines.official.characters import one_line
from liangxin.engines.official.flow import FOOTERS
from liangxin.engines.official.fonts import font_table
from liangxin.engines.official.markup import Element, as_bytes, w
from liangxin.engines.official.page_numbers import footer
from liangxin.engines.official.records import OfficialDocument
from liangxin.engines.official.styles import style_sheet

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_LANGUAGE = "zh-CN"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can name
_UNIX, _READABLE = 3, 0o644 << 16  # said of every part, whatever machine packs it


def document_bytes(document: OfficialDocument) -> bytes:
    """The document as a .docx file. The same document gives the same bytes."""
    footers = {relation: f"footer{place}.xml" for place, relation in enumerate(FOOTERS.values(), 1)}
    parts = {
        "[Content_Types].xml": _content_types(footers.values()),
        "_rels/.rels": _package_relations(),
        "word/document.xml": document_part(document),
        "word/_rels/document.xml.rels": _document_relations(footers),
        "word/styles.xml": style_sheet(document.fonts),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(document.fonts),
        **{f"word/{footers[relation]}": footer(turned=turned, even=even)
           for (turned, even), relation in FOOTERS.items()},
        "docProps/core.xml": _core(document),
        "docProps/app.xml": _application(),
    }  # fmt: skip
    return _packed(parts)


def _packed(parts: dict[str, Element]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, root in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, as_bytes(root))
    return file.getvalue()


def _content_types(footers: Iterable[str]) -> Element:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    named = {f"/word/{name}.xml": f"{_WORD}.{kind}+xml" for name, kind in kinds.items()}
    named |= {f"/word/{name}": f"{_WORD}.footer+xml" for name in footers}
    named["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    named["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    space = f"{_PACKAGE}/content-types"
    root = _root(space, "Types")
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for extension, kind in defaults.items():
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    for name, kind in named.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=name, ContentType=kind)
    return root


def _package_relations() -> Element:
    return _relations(
        ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )


def _document_relations(footers: Mapping[str, str]) -> Element:
    return _relations(
        *((f"rId{number}", f"{_OFFICE}/relationships/{name}", f"{name}.xml")
          for number, name in enumerate(("styles", "settings", "fontTable"), 1)),
        *((relation, f"{_OFFICE}/relationships/footer", name) for relation, name in footers.items()),
    )  # fmt: skip


def _relations(*relations: tuple[str, str, str]) -> Element:
    space = f"{_PACKAGE}/relationships"
    root = _root(space, "Relationships")
    for identifier, kind, target in relations:
        etree.SubElement(root, f"{{{space}}}Relationship", Id=identifier, Type=kind, Target=target)
    return root


def _root(space: str, name: str) -> Element:
    return etree.fromstring(f'<{name} xmlns="{space}"/>')


def _settings() -> Element:
    """Odd and even pages differ; punctuation keeps its whole place, so that 28 characters stand in a line."""
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return w(
        "settings",
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", w("doNotExpandShiftReturn"), w("useFELayout"), mode),
    )


def _core(document: OfficialDocument) -> Element:
    """Title, author, language and, where a day is given, when it was made: never what the clock says."""
    spaces = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _TYPE[1:].split("}")[0]}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=spaces)
    author = one_line(document.author)
    values = {
        f"{{{_DC}}}title": one_line(document.title),
        f"{{{_DC}}}creator": author,
        f"{{{_CORE}}}lastModifiedBy": author,
        f"{{{_DC}}}language": _LANGUAGE,
    }
    for name, value in values.items():
        etree.SubElement(root, name).text = value
    made_on = document.created_on or document.signed_on
    for name in ("created", "modified") if made_on else ():
        moment = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        moment.set(_TYPE, "dcterms:W3CDTF")
        moment.text = f"{made_on}T00:00:00Z"
    return root


def _application() -> Element:
    space = f"{_OFFICE}/extended-properties"
    root = _root(space, "Properties")
    etree.SubElement(root, f"{{{space}}}Application").text = "Liangxin"
    return root
