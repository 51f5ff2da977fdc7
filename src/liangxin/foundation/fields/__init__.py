"""Model fields of the house, and tables that only grow."""

from liangxin.foundation.fields.append_only import append_only
from liangxin.foundation.fields.public_id import PublicIdField

__all__ = ["PublicIdField", "append_only"]
