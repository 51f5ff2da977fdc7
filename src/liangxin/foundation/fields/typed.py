"""Django's fields as bases whose types the checker knows: what may be set, what is got, with None where null=True.

Django's stubs make them generic, Django itself does not; here they may be subscripted when the programme runs, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

Set = TypeVar("Set")
Get = TypeVar("Get")

if TYPE_CHECKING:
    Text = models.TextField
    BigInteger = models.BigIntegerField
else:

    class Subscripted:
        def __class_getitem__(cls, types: Any) -> type:
            return cls

    class Text(Subscripted, models.TextField):
        pass

    class BigInteger(Subscripted, models.BigIntegerField):
        pass
