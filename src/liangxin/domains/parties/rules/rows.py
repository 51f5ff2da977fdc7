"""Which columns a field stands in: what is emptied, exchanged and read together."""

from __future__ import annotations

from liangxin.domains.parties.terms import PartyField, PartyKind

_COLUMNS = {
    PartyField.IDENTITY: ("identity", "identity_index", "modern_index", "birth_index"),
    PartyField.CONTACT: ("contact",),
    PartyField.PHONE: ("phone", "phone_index"),
    PartyField.ADDRESS: ("address",),
    PartyField.BANK_ACCOUNT: ("bank_account", "account_index"),
}


def columns_of(kind: PartyKind, field: PartyField) -> tuple[str, ...]:
    """The columns of a field, that of its value first."""
    if field is PartyField.NAME:
        if kind is PartyKind.ENTERPRISE:
            return ("name", "plain_name")
        return ("person_name", "name_index", "birth_index")
    return _COLUMNS[field]


def value_column(kind: PartyKind, field: PartyField) -> str:
    """The column of the value itself."""
    return columns_of(kind, field)[0]
