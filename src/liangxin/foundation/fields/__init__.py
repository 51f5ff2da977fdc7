"""Model fields and constraints of the house, tables that only grow, and the statement on personal data."""

from liangxin.foundation.fields.append_only import append_only
from liangxin.foundation.fields.encrypted import BlindIndexField, EncryptedTextField, rotate
from liangxin.foundation.fields.keys import CannotDecrypt, blind
from liangxin.foundation.fields.money import MoneyField
from liangxin.foundation.fields.one_of import one_of
from liangxin.foundation.fields.personal_data import personal_data_statements
from liangxin.foundation.fields.public_id import PublicIdField

__all__ = [
    "BlindIndexField",
    "CannotDecrypt",
    "EncryptedTextField",
    "MoneyField",
    "PublicIdField",
    "append_only",
    "blind",
    "one_of",
    "personal_data_statements",
    "rotate",
]
