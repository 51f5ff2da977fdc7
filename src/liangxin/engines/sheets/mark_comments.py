"""Comments of a marked copy: added to those that the sheet has; those of an earlier marking are taken away first.

Excel keeps a comment in two places: its text in one part, its box in a drawing (VML) beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from liangxin.engines.sheets.grid import column_of, letters_of
from liangxin.engines.sheets.package import attribute, child, children, local_name
from liangxin.engines.sheets.refusals import BrokenWorkbook
from liangxin.engines.sheets.template_cells import writable

AUTHOR = "两新核对"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_FIRST_SHAPE = 9001  # ids of boxes are shared with the sheet's own, which count from 1025
_NEW_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:x="{_EXCEL}"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:72pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

Place = tuple[int, int]  # row and column, from 1


def with_comments(texts: bytes | None, drawing: bytes | None, new: Mapping[Place, str]) -> tuple[bytes, bytes]:
    """The two parts with new comments; a cell that has somebody else's comment keeps it alone."""
    listed, gone = _without_ours(texts)
    boxes = _drawing(drawing, gone)
    comments = child(listed, "commentList")
    authors = child(listed, "authors")
    if comments is None or authors is None:
        raise BrokenWorkbook
    space = etree.QName(listed).namespace
    taken = {attribute(each, "ref") for each in children(comments, "comment")}
    author = str(len(list(children(authors, "author"))))
    etree.SubElement(authors, f"{{{space}}}author").text = AUTHOR
    for number, ((row, column), text) in enumerate(sorted(new.items()), _FIRST_SHAPE):
        place = f"{letters_of(column)}{row}"
        if place in taken:
            continue
        comment = etree.SubElement(comments, f"{{{space}}}comment", ref=place, authorId=author)
        words = etree.SubElement(etree.SubElement(comment, f"{{{space}}}text"), f"{{{space}}}t")
        words.text = writable(text)
        boxes.append(_box(number, row, column))
    return etree.tostring(listed, encoding="UTF-8", standalone=True), etree.tostring(boxes, encoding="UTF-8")


def _without_ours(texts: bytes | None) -> tuple[etree._Element, set[Place]]:
    """The texts without those of an earlier marking, and where these were."""
    if texts is None:
        return etree.fromstring(f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'), set()
    try:
        root = etree.fromstring(texts, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BrokenWorkbook from fault
    authors = [each.text or "" for each in children(child(root, "authors"), "author")]
    ours = {str(number) for number, name in enumerate(authors) if name == AUTHOR}
    gone: set[Place] = set()
    comments = child(root, "commentList")
    for each in list(children(comments, "comment")):
        if attribute(each, "authorId") in ours and comments is not None:
            gone.add(_place(attribute(each, "ref") or ""))
            comments.remove(each)
    return root, gone


def _place(ref: str) -> Place:
    letters = ref.rstrip("0123456789")
    digits = ref[len(letters) :]
    return (int(digits) if digits and len(digits) < 8 else 0, column_of(letters))


def _drawing(drawing: bytes | None, gone: set[Place]) -> etree._Element:
    """The boxes without those of comments that are gone. Excel itself writes VML that is not quite XML."""
    if drawing is None:
        return etree.fromstring(_NEW_DRAWING)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(drawing, parser)
    if root is None:
        return etree.fromstring(_NEW_DRAWING)
    for shape in [each for each in root if local_name(each) == "shape"]:
        if _box_place(shape) in gone:
            root.remove(shape)
    return root


def _box_place(shape: etree._Element) -> Place:
    told = child(shape, "ClientData")
    row, column = child(told, "Row"), child(told, "Column")
    numbers = [(each.text or "").strip() if each is not None else "" for each in (row, column)]
    if not all(number.isdecimal() and len(number) < 8 for number in numbers):
        return 0, 0
    return int(numbers[0]) + 1, int(numbers[1]) + 1


def _box(number: int, row: int, column: int) -> etree._Element:
    return etree.fromstring(
        _SHAPE.format(
            number=number, row=row - 1, column=column - 1, left=column, right=column + 3,
            top=max(0, row - 2), bottom=row + 3,
        )
    )  # fmt: skip
