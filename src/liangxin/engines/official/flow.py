"""The body as it grows: paragraphs and tables in order, upright and turned sections, page breaks.

Word reads a section's page from the last paragraph of that section; so a section is closed when the next one begins.
"""

from __future__ import annotations

from liangxin.engines.official.markup import Element, R, local_name, put, w
from liangxin.engines.official.measures import LINE, TURNED, UPRIGHT, Page
from liangxin.engines.official.page_numbers import FOOTER_DISTANCE
from liangxin.engines.official.paragraphs import paragraph
from liangxin.engines.official.styles import GAP

# Relation of each footer: (turned, even).
FOOTERS = {(False, False): "rId11", (False, True): "rId12", (True, False): "rId13", (True, True): "rId14"}


class Flow:
    """Takes elements one after the other; `body()` is the finished w:body.

    A turn or a page break waits for the next element, so that none of them makes an empty page.
    """

    def __init__(self, *, first_page_numbered: bool = True) -> None:
        self._elements: list[Element] = []
        self._first_page_numbered = first_page_numbered
        self._turned = False
        self._turn_waits = False
        self._break_waits = False

    def turn(self, *, landscape: bool) -> None:
        """What follows stands on turned pages, or on upright ones again."""
        self._turn_waits = landscape != self._turned

    def break_page(self) -> None:
        """What follows begins a page."""
        self._break_waits = bool(self._elements)

    def add(self, *elements: Element) -> None:
        """Paragraphs and tables, in order."""
        for element in elements:
            self._carry_out_turn()
            is_table = local_name(element) == "tbl"
            if is_table and (self._break_waits or self._ends_with("tbl")):
                self._place(paragraph(GAP))  # it takes the break; and two tables that touch would become one
            self._place(element)

    def keep_last_with_next(self) -> None:
        """The last paragraph stays on the page of what follows, so that a signature never stands alone."""
        if self._ends_with("p"):
            put(self._elements[-1], w("keepNext"))

    def body(self) -> Element:
        """The whole, ended by a paragraph and the last section, as Word wants it."""
        if not self._ends_with("p"):
            self._place(paragraph(GAP))
        return w("body", *self._elements, self._section())

    def _carry_out_turn(self) -> None:
        if not self._turn_waits:
            return
        if self._elements:
            if not self._ends_with("p"):
                self._elements.append(paragraph(GAP))
            put(self._elements[-1], self._section())
        self._turned = not self._turned
        self._turn_waits = self._break_waits = False

    def _place(self, element: Element) -> None:
        if self._break_waits:
            put(element, w("pageBreakBefore"))
            self._break_waits = False
        self._elements.append(element)

    def _section(self) -> Element:
        """The end of a section; only the first can have a first page without a number, which has no footer then."""
        made = _section(turned=self._turned, numbered=self._first_page_numbered)
        self._first_page_numbered = True
        return made

    def _ends_with(self, name: str) -> bool:
        return bool(self._elements) and local_name(self._elements[-1]) == name


def _section(*, turned: bool, numbered: bool) -> Element:
    """w:sectPr: page, margins, grid of lines, footers; `numbered` is said of its first page."""
    page = TURNED if turned else UPRIGHT
    size = w("pgSz", w=page.width, h=page.height)
    if turned:
        size.set(f"{{{size.nsmap['w']}}}orient", "landscape")
    return w(
        "sectPr",
        _footer_reference("default", FOOTERS[turned, False]),
        _footer_reference("even", FOOTERS[turned, True]),
        size,
        _margins(page, page.bottom // 2 if turned else FOOTER_DISTANCE),
        *([] if numbered else [w("titlePg")]),
        w("docGrid", type="lines", linePitch=LINE),
    )


def _margins(page: Page, footer: int) -> Element:
    sides = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    return w("pgMar", **sides, header=page.top // 2, footer=footer, gutter=0)


def _footer_reference(kind: str, relation: str) -> Element:
    reference = w("footerReference", type=kind)
    reference.set(f"{{{R}}}id", relation)
    return reference
