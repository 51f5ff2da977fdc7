"""Reads the data file of an electronic invoice: each field by its tag, with the XPath as its place.

Document types are refused and entities never resolved; a tag that is empty is as good as absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from liangxin.engines.documents.limits import DEFAULT_LIMITS, Limits
from liangxin.engines.documents.refusals import UnsafePackage
from liangxin.engines.invoices import terms, values, xml_forms
from liangxin.engines.invoices.refusals import BrokenXml
from liangxin.engines.invoices.structure import GoodsLine, ReadField
from liangxin.engines.invoices.terms import DocumentKind

LONGEST_VALUE = 400
_UNSAFE = ("Excessive depth", "entity", "Entity", "huge", "too long")
_Tree = etree._Element  # noqa: SLF001 - lxml has no public name for the type


def parse(raw: bytes, limits: Limits = DEFAULT_LIMITS) -> _Tree:
    """Raises BrokenXml, UnsafePackage."""
    if raw.count(b"<") > limits.page_tags:
        raise UnsafePackage
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as fault:
        raise (UnsafePackage if any(word in str(fault) for word in _UNSAFE) else BrokenXml) from fault
    except (ValueError, LookupError) as fault:
        raise BrokenXml from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafePackage
    return root


def read_fields(root: _Tree, objects: Mapping[str, str] | None = None) -> tuple[list[ReadField], list[GoodsLine]]:
    """Fields and lines of goods. `objects` are texts of a page by their number, to which the tags of OFD may refer."""
    lines = [element for element in root.iter() if _local(element) in xml_forms.LINE and _leaf(element) is False]
    inside = {element for line in lines for element in line.iter()}  # kept, so that lxml makes none of them twice
    leaves: dict[str, list[tuple[_Tree, str]]] = {}
    for element in root.iter():
        if element not in inside and (text := _text(element, objects)):
            leaves.setdefault(_local(element), []).append((element, text))
    fields = [field for name, tags in xml_forms.FIELDS.items() if (field := _field(name, tags, leaves))]
    goods = [line for element in lines if (line := _line(element, objects))]
    return fields, goods


def kind_of(root: _Tree, fields: list[ReadField]) -> DocumentKind:
    """A vehicle's invoice is told by the vehicle's number in it, or by the name of its kind."""
    words = " ".join(text for element in root.iter() if (text := (element.text or "").strip()) and "发票" in text)
    if "二手车" in words:
        return DocumentKind.USED_CAR_INVOICE
    found = {field.name for field in fields}
    if "机动车销售统一发票" in words or terms.VIN in found:
        return DocumentKind.CAR_INVOICE
    return DocumentKind.INVOICE if found else DocumentKind.OTHER


def _local(element: _Tree) -> str:
    tag = element.tag
    return re.sub("[-_]", "", tag.rpartition("}")[2]).lower() if isinstance(tag, str) else ""


def _leaf(element: _Tree) -> bool:
    return not any(isinstance(child.tag, str) and _local(child) != "objectref" for child in element)


def _text(element: _Tree, objects: Mapping[str, str] | None) -> str:
    if not isinstance(element.tag, str) or _local(element) == "objectref" or not _leaf(element):
        return ""
    refs = [(child.text or "").strip() for child in element]
    if refs and objects:
        return "".join(objects.get(ref, "") for ref in refs).strip()[:LONGEST_VALUE]
    return (element.text or "").strip()[:LONGEST_VALUE]


def _reading(name: str) -> Callable[[str], str | None]:
    if name in terms.MONEY:
        return values.yuan
    if name in terms.DATES:
        return values.day
    return values.name if name in terms.NAMES or name in (terms.MODEL, terms.TOTAL_WORDS) else values.code


def _field(name: str, tags: tuple[str, ...], leaves: Mapping[str, list[tuple[_Tree, str]]]) -> ReadField | None:
    reading = _reading(name)
    for tag in tags:
        for element, text in leaves.get(tag, ()):
            value = reading(text)
            if value and value.strip("*-/—"):
                return ReadField(name, value, _path(element), 1.0)
    return None


def _path(element: _Tree) -> str:
    """The way from the root in local names, with a place where several stand side by side."""
    steps = []
    at: _Tree | None = element
    while at is not None:
        tag = str(at.tag).rpartition("}")[2]
        parent = at.getparent()
        alike = [child for child in parent if child.tag == at.tag] if parent is not None else [at]
        steps.append(tag if len(alike) == 1 else f"{tag}[{alike.index(at) + 1}]")
        at = parent
    return "/" + "/".join(reversed(steps))


def _line(element: _Tree, objects: Mapping[str, str] | None) -> GoodsLine | None:
    found = {_local(child): text for child in element.iter() if (text := _text(child, objects))}

    def first(tags: tuple[str, ...]) -> str | None:
        return next(_present(found, tags), None)

    def fen(tags: tuple[str, ...]) -> int | None:
        written = values.yuan(first(tags) or "")
        return int(written) if written is not None else None

    name = first(xml_forms.LINE_NAME)
    if not name:
        return None
    return GoodsLine(
        name=values.name(name),
        model=first(xml_forms.LINE_MODEL),
        unit=first(xml_forms.LINE_UNIT),
        count=values.number(first(xml_forms.LINE_COUNT) or ""),
        price=values.number(first(xml_forms.LINE_PRICE) or ""),
        amount_fen=fen(xml_forms.LINE_AMOUNT),
        tax_rate=values.rate(first(xml_forms.LINE_RATE) or ""),
        tax_fen=fen(xml_forms.LINE_TAX),
        where=_path(element),
    )


def _present(found: Mapping[str, str], tags: tuple[str, ...]) -> Iterator[str]:
    return (found[tag] for tag in tags if found.get(tag))
