"""What a person typed beside what was read, field by field, each by the equality that fits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from liangxin.engines.invoices import terms, values
from liangxin.engines.invoices.structure import Comparison, ReadDocument, ReadField
from liangxin.engines.invoices.terms import Agreement, DocumentKind
from liangxin.kernel.text import plain

_LOOKS_LIKE = str.maketrans("OQIL", "0011")
_OLD_CAR = (DocumentKind.SCRAP_CERTIFICATE, DocumentKind.USED_CAR_INVOICE)

_Found = tuple[ReadDocument, ReadField]


def compare(read: Sequence[ReadDocument], typed: Mapping[str, str]) -> tuple[Comparison, ...]:
    """One comparison for each typed field that says something, in the order of `typed`.

    Same: every document that holds the field agrees. Differs: one does not; that one is shown. Names of fields are
    those of `terms`; under any other name a text is looked for as a name would be.
    """
    return tuple(_compared(read, field, text, typed) for field, text in typed.items() if text and text.strip())


def same(field: str, typed: str, read: ReadField) -> bool:
    """Whether two spellings of a field mean the same.

    >>> from liangxin.engines.invoices.structure import ReadField
    >>> same("total_fen", "1万元", ReadField("total_fen", "1000000", "/", 1.0))
    True
    """
    if field in terms.MONEY:
        return values.typed_money(typed) == int(read.value)
    if field in terms.DATES:
        return values.day(typed) == read.value
    if field in terms.DIGITS:
        return _digits(typed) == _digits(read.value)
    one, other = plain(values.name(typed)), plain(read.value)
    if field in terms.NAMES or field == terms.MODEL:
        return one == other
    one, other = values.code(typed), values.code(read.value)
    if one == other:
        return True
    return field in terms.LOOK_ALIKE and read.sure < 1 and one.translate(_LOOKS_LIKE) == other.translate(_LOOKS_LIKE)


def _digits(text: str) -> str:
    return "".join(sign for sign in values.code(text) if sign.isdigit())


def _compared(read: Sequence[ReadDocument], field: str, text: str, typed: Mapping[str, str]) -> Comparison:
    found = list(_candidates(read, field, typed))
    if not found:
        return Comparison(field, text, "", Agreement.NOT_FOUND, "")
    against = [pair for pair in found if not same(field, text, pair[1])]
    document, shown = (against or found)[0]
    verdict = Agreement.DIFFERS if against else Agreement.SAME
    return Comparison(field, text, shown.value, verdict, shown.where, document.name, shown.sure)


def _candidates(read: Sequence[ReadDocument], field: str, typed: Mapping[str, str]) -> list[_Found]:
    if field in (terms.VIN, terms.OLD_VIN):
        return _vehicles(read, field, typed)
    if field == terms.PLATE:
        return _plates(read)
    if field in (terms.SELLER_NAME, terms.SELLER_USCC, terms.BUYER_NAME, terms.BUYER_ID, *terms.MONEY, *terms.DIGITS):
        bought = [one for one in read if one.kind is not DocumentKind.USED_CAR_INVOICE]
        return _held(bought, field) or _held(read, field)
    if field in (terms.MODEL, terms.ENGINE_NUMBER):
        new = [one for one in read if one.kind in (DocumentKind.CAR_INVOICE, DocumentKind.INVOICE)]
        return _held(new, field) or _models(new, field) or _held(read, field)
    return _held(read, field)


def _held(read: Sequence[ReadDocument], field: str) -> list[_Found]:
    return [(document, found) for document in read if (found := document.field(field))]


def _models(read: Sequence[ReadDocument], field: str) -> list[_Found]:
    """A model that stands in a line of goods."""
    if field != terms.MODEL:
        return []
    return [
        (document, ReadField(field, line.model, line.where, 0.9))
        for document in read
        if len(document.lines) == 1
        for line in document.lines
        if line.model
    ]


def _vehicles(read: Sequence[ReadDocument], field: str, typed: Mapping[str, str]) -> list[_Found]:
    """The new car's number stands in its invoice, the old car's in its certificate; a registration may be of either.

    So a registration counts for the car whose typed number it bears; one that bears neither number speaks against the
    car of which nothing else was handed in.
    """
    own = [
        (document, ReadField(field, found.value, found.where, found.sure, found.page, found.box))
        for document in read
        if document.kind is not DocumentKind.REGISTRATION
        for found in document.fields
        if found.name == field
    ]
    registered = _held([one for one in read if one.kind is DocumentKind.REGISTRATION], terms.VIN)
    mine = [pair for pair in registered if same(field, typed[field], pair[1])]
    if own or mine:
        return own + mine
    other = typed.get(terms.OLD_VIN if field == terms.VIN else terms.VIN, "")
    return [pair for pair in registered if not (other and same(field, other, pair[1]))]


def _plates(read: Sequence[ReadDocument]) -> list[_Found]:
    """A plate typed is the old car's: its certificate speaks before any registration."""
    return _held([one for one in read if one.kind in _OLD_CAR], terms.PLATE) or _held(read, terms.PLATE)
