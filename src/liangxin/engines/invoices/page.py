"""Reads one page: labels, the values beside or below them, whose they are, and the goods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from liangxin.engines.documents.page_lines import Glyph
from liangxin.engines.documents.placing import PlacedPage
from liangxin.engines.invoices import label_table as table
from liangxin.engines.invoices import terms
from liangxin.engines.invoices.goods import goods_lines
from liangxin.engines.invoices.kinds import FIELDS, kind_of_text
from liangxin.engines.invoices.labels import Anchor, Label, find_anchors, find_labels, side_of
from liangxin.engines.invoices.near import Page, Value
from liangxin.engines.invoices.shapes import SHAPES
from liangxin.engines.invoices.structure import Box, GoodsLine, ReadField
from liangxin.engines.invoices.terms import DocumentKind
from liangxin.engines.invoices.words import Run, beside, em_of, rows_of, run_of, runs_of

UNLABELLED = 0.75  # how sure a number is that only its form and its being the only one tells
_AMOUNT = re.compile(r"[¥￥]?-?\d[\d,]*\.\d{2}(?!\d)")


def read_page(page: PlacedPage, number: int) -> tuple[DocumentKind, list[ReadField], list[GoodsLine]]:
    """Kind, fields and lines of goods; a page of something else has kind OTHER and what its labels say."""
    runs = runs_of(page.glyphs)
    glyphs = [glyph for run in runs for glyph in run.glyphs]
    if not glyphs:
        return DocumentKind.OTHER, [], []
    kind = kind_of_text("".join(_texts(runs)))
    named = find_labels(runs)
    anchors = find_anchors(runs, named)
    labels = _given_sides(named, anchors, kind)
    labels += [Label(table.STOP, "", anchor.glyphs, anchor.box) for anchor in anchors]
    sheet = Page(glyphs, labels, em_of(glyphs))
    lines = goods_lines(sheet, number) if kind in (DocumentKind.INVOICE, DocumentKind.OTHER) else []
    found = _sums(sheet, labels) if kind is DocumentKind.INVOICE or lines else {}
    _labelled(sheet, labels, FIELDS[kind], found)
    _unlabelled(runs, kind, found)
    if kind is DocumentKind.OTHER and terms.INVOICE_NUMBER in found:
        kind = DocumentKind.INVOICE
    fields = [
        _field(name, found[name], page, number) for name in terms.LABELS if name in found and name in FIELDS[kind]
    ]
    return kind, fields, lines


def _texts(runs: Sequence[Run]) -> Iterator[str]:
    """Rows as text: a title may be spaced out over many runs."""
    for row in rows_of(glyph for run in runs for glyph in run.glyphs):
        yield "".join(glyph.text for glyph in row)
        yield "\n"


def _given_sides(labels: list[Label], anchors: Sequence[Anchor], kind: DocumentKind) -> list[Label]:
    """Labels that both parties have, given to the one they stand with; figures to the sum they stand with."""
    both = [label for label in labels if label.field in (table.PARTY_NAME, table.PARTY_ID)]
    given = []
    for label in labels:
        if label.field in (table.PARTY_NAME, table.PARTY_ID):
            given.append(_party(label, both, labels, side_of(label, anchors), kind))
        elif label.field == table.FIGURES:
            given.append(replace(label, field=_figures(label, labels)))
        elif label.field == table.OWNER_AND_ID:
            given.append(replace(label, field=terms.OWNER_NAME))
        elif label.field == "old_certificate":
            used = kind in (DocumentKind.USED_CAR_INVOICE, DocumentKind.REGISTRATION)
            given.append(replace(label, field=terms.CERTIFICATE_NUMBER if used else table.STOP))
        elif label.field == terms.ID_NUMBER and kind in (DocumentKind.CAR_INVOICE, DocumentKind.USED_CAR_INVOICE):
            given.append(replace(label, field=terms.BUYER_ID))
        else:
            given.append(label)
    return given


def _party(
    label: Label, both: Sequence[Label], labels: Sequence[Label], buyer: bool | None, kind: DocumentKind
) -> Label:
    fields = (
        (terms.BUYER_NAME, terms.SELLER_NAME)
        if label.field == table.PARTY_NAME
        else (terms.BUYER_ID, terms.SELLER_USCC)
    )
    if label.field == table.PARTY_ID and kind in (DocumentKind.SCRAP_CERTIFICATE, DocumentKind.REGISTRATION):
        return replace(label, field=terms.ID_NUMBER)
    if buyer is None and label.field == table.PARTY_ID:
        if kind is DocumentKind.CAR_INVOICE:
            buyer = "身份证" in label.text or _after_buyer(label, labels)
        elif kind is DocumentKind.USED_CAR_INVOICE:
            buyer = _after_buyer(label, labels)
    if buyer is None:
        buyer = _by_order(label, both)
    return replace(label, field=table.STOP if buyer is None else fields[0 if buyer else 1])


def _after_buyer(label: Label, labels: Sequence[Label]) -> bool:
    """On a vehicle's invoice parties are named by whole labels: the nearest above, or beside, has the number."""
    names = [one for one in labels if one.field in (terms.BUYER_NAME, terms.SELLER_NAME, table.BUYER_AND_ID)]
    above = [one for one in names if one.box[1] <= label.box[3]]
    nearest = min(above, key=lambda one: label.box[1] - one.box[1], default=None)
    return nearest is None or nearest.field != terms.SELLER_NAME


def _by_order(label: Label, both: Sequence[Label]) -> bool | None:
    """Of two alike, the left one or the upper one is the buyer's; of one alone nobody can tell."""
    alike = [one for one in both if one.field == label.field]
    if len(alike) != 2:
        return None
    other = alike[1] if alike[0] is label else alike[0]
    return label.box[0] < other.box[0] if beside(label.box, other.box) else label.box[1] < other.box[1]


def _figures(label: Label, labels: Sequence[Label]) -> str:
    """小写 stands on the line of what it is the figures of: the nearest such label to the left, or above."""
    sums = [one for one in labels if one.field in ("total", terms.AMOUNT_FEN, terms.TOTAL_WORDS)]

    def distance(one: Label) -> float:
        down = abs((one.box[1] + one.box[3]) - (label.box[1] + label.box[3])) / 2
        return 4 * down + abs(label.box[0] - one.box[2])

    before = [one for one in sums if one.box[0] <= label.box[0] and one.box[1] <= label.box[3]]
    nearest = min(before, key=distance, default=None)
    return terms.AMOUNT_FEN if nearest and nearest.field == terms.AMOUNT_FEN else terms.TOTAL_FEN


def _sums(sheet: Page, labels: Sequence[Label]) -> dict[str, Value]:
    """The row 合计: price without tax, then tax."""
    for label in labels:
        if label.field != table.SUM:
            continue
        reach = sheet.em * 0.7
        row = sorted(
            (glyph for glyph in sheet.free if glyph.left > label.box[2] - 1 and _near(glyph, label, reach)),
            key=lambda glyph: glyph.left,
        )
        found = [_amount(run_of(row), match) for match in _AMOUNT.finditer("".join(glyph.text for glyph in row))]
        if amounts := [value for value in found if value]:
            sums = _by_column(amounts, labels)
            for value in sums.values():
                sheet.take(value)
            return sums
    return {}


def _by_column(amounts: Sequence[Value], labels: Sequence[Label]) -> dict[str, Value]:
    """Each sum under the head it stands below; without heads, two are price and tax, and one alone nobody can tell."""
    heads = {
        field: label
        for head, field in (("goods_amount", terms.AMOUNT_FEN), ("goods_tax", terms.TAX_FEN))
        for label in labels
        if label.field == head
    }
    if len(heads) == 2:
        sums = {min(heads, key=lambda field: abs(_middle(heads[field].box) - _middle(one.box))): one for one in amounts}
        if len(sums) == len(amounts):
            return sums
    return dict(zip((terms.AMOUNT_FEN, terms.TAX_FEN), amounts, strict=True)) if len(amounts) == 2 else {}


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _near(glyph: Glyph, label: Label, reach: float) -> bool:
    return label.box[1] - reach <= (glyph.top + glyph.bottom) / 2 <= label.box[3] + reach


def _amount(row: Run, match: re.Match[str]) -> Value | None:
    shape = SHAPES[terms.AMOUNT_FEN]
    said = shape.normal(match[0])
    part = run_of(row.glyphs[match.start() : match.end()])
    return Value(said, part.glyphs, part.box, 0.9) if said is not None else None


def _labelled(sheet: Page, labels: Sequence[Label], wanted: frozenset[str], found: dict[str, Value]) -> None:
    """First what stands beside its label, everywhere; then what stands below, of what is left."""
    for way in (sheet.beside, sheet.below):
        for label in sorted(labels, key=lambda each: (each.box[1], each.box[0])):
            if label.field == table.BUYER_AND_ID:
                _name_and_number(sheet, label, found, (terms.BUYER_NAME, terms.BUYER_ID))
            elif label.field == "total" and terms.TOTAL_WORDS not in found:
                _keep(sheet, way(label, terms.TOTAL_WORDS), terms.TOTAL_WORDS, found)
            elif label.field in wanted and label.field not in found:
                _keep(sheet, way(label, label.field), label.field, found)
    owner = found.get(terms.OWNER_NAME)
    if owner and "/" in owner.text:
        parts = owner.text.split("/")
        found[terms.OWNER_NAME] = replace(owner, text=parts[0])
        number = SHAPES[terms.ID_NUMBER].found.match(parts[-1])
        if number and terms.ID_NUMBER not in found:
            found[terms.ID_NUMBER] = replace(owner, text=number["value"].upper())


def _keep(sheet: Page, value: Value | None, field: str, found: dict[str, Value]) -> None:
    if value is not None:
        found[field] = value
        sheet.take(value)


def _name_and_number(sheet: Page, label: Label, found: dict[str, Value], fields: tuple[str, str]) -> None:
    """One cell with a name and a number below it."""
    for field in reversed(fields):
        if field not in found:
            _keep(sheet, sheet.beside(label, field), field, found)


def _unlabelled(runs: Sequence[Run], kind: DocumentKind, found: dict[str, Value]) -> None:
    """A number whose form says what it is, where the page has only one of the form."""
    wanted = [terms.VIN] if terms.VIN in FIELDS[kind] else []
    if kind in (DocumentKind.INVOICE, DocumentKind.CAR_INVOICE) and terms.INVOICE_CODE not in found:
        wanted.append(terms.INVOICE_NUMBER)
    if kind is DocumentKind.ID_CARD:
        wanted.append(terms.ID_NUMBER)
    for field in wanted:
        shape = SHAPES[field]
        values = {
            said: run
            for run in runs
            if (match := shape.found.fullmatch(run.text))
            and (said := shape.normal(match["value"]))
            and (shape.checked(said) or (field == terms.INVOICE_NUMBER and len(said) == 20))
        }
        if field not in found and len(values) == 1:
            ((said, run),) = values.items()
            found[field] = Value(said, run.glyphs, run.box, UNLABELLED)


def _field(name: str, value: Value, page: PlacedPage, number: int) -> ReadField:
    left, top, right, bottom = (round(side, 1) for side in value.box)
    where = f"第{number}页 ({left:g}, {top:g})–({right:g}, {bottom:g})"
    sure = round(value.sure * page.sure, 2)
    return ReadField(name, value.text, where, sure, number, (left, top, right, bottom))
