"""Model fields of the house, and the statement on personal data that every model makes."""

from liangxin.foundation.fields.public_id import PublicIdField

__all__ = ["PublicIdField"]
