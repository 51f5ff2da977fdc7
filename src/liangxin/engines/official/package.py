"""The .docx file: its parts, their relations and the metadata, packed so that the same parts give the same bytes."""

from __future__ import annotations

from lxml import etree

from liangxin.engines.official.body import document_part
from liangxin.engines.official.characters import one_line
from liangxin.engines.official.chart_book import chart_book
from liangxin.engines.official.charts import WORKBOOK_RELATION, chart_part
from liangxin.engines.official.flow import FOOTERS
from liangxin.engines.official.fonts import font_table
from liangxin.engines.official.markup import Element, w
from liangxin.engines.official.page_numbers import footer
from liangxin.engines.official.records import OfficialDocument
from liangxin.engines.official.relations import Relations
from liangxin.engines.official.styles import style_sheet
from liangxin.engines.official.zipped import PACKAGE, content_types, packed, relations, root_of

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CORE = f"{PACKAGE}/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_LANGUAGE = "zh-CN"
_FOOTER_NAMES = {relation: f"footer{place}.xml" for place, relation in enumerate(FOOTERS.values(), 1)}


def document_bytes(document: OfficialDocument) -> bytes:
    """The document as a .docx file. The same document gives the same bytes."""
    found = Relations()
    body = document_part(document, found)
    charts = _chart_parts(document, found)
    parts = {
        "[Content_Types].xml": _content_types(charts),
        "_rels/.rels": _package_relations(),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _document_relations(found),
        "word/styles.xml": style_sheet(document.fonts),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(document.fonts),
        **{f"word/{_FOOTER_NAMES[relation]}": footer(turned=turned, even=even)
           for (turned, even), relation in FOOTERS.items()},
        **charts,
        "docProps/core.xml": _core(document),
        "docProps/app.xml": _application(),
    }  # fmt: skip
    return packed(parts)


def _chart_parts(document: OfficialDocument, found: Relations) -> dict[str, Element | bytes]:
    """Of each chart its part, what this refers to, and its workbook."""
    parts: dict[str, Element | bytes] = {}
    for number, chart in enumerate(found.charts.values(), 1):
        book = (WORKBOOK_RELATION, f"{_OFFICE}/relationships/package", f"../embeddings/chart{number}.xlsx")
        parts[f"word/charts/chart{number}.xml"] = chart_part(chart, document.fonts)
        parts[f"word/charts/_rels/chart{number}.xml.rels"] = relations(book)
        parts[f"word/embeddings/chart{number}.xlsx"] = chart_book(chart)
    return parts


def _content_types(charts: dict[str, Element | bytes]) -> Element:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    named = {f"/word/{name}.xml": f"{_WORD}.{kind}+xml" for name, kind in kinds.items()}
    named |= {f"/word/{name}": f"{_WORD}.footer+xml" for name in _FOOTER_NAMES.values()}
    named |= {f"/{name}": _CHART for name in charts if name.endswith(".xml")}
    named["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    named["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    return content_types(named, {"xlsx": _WORKBOOK} if charts else {})


def _package_relations() -> Element:
    return relations(
        ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )


def _document_relations(found: Relations) -> Element:
    kind = f"{_OFFICE}/relationships"
    return relations(
        *((f"rId{number}", f"{kind}/{name}", f"{name}.xml")
          for number, name in enumerate(("styles", "settings", "fontTable"), 1)),
        *((relation, f"{kind}/footer", name) for relation, name in _FOOTER_NAMES.items()),
        *((relation, f"{kind}/chart", f"charts/chart{number}.xml")
          for number, relation in enumerate(found.charts, 1)),
        outside=tuple((relation, f"{kind}/hyperlink", address) for address, relation in found.links.items()),
    )  # fmt: skip


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
    root = root_of(space, "Properties")
    etree.SubElement(root, f"{{{space}}}Application").text = "Liangxin"
    return root
