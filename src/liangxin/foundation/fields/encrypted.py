"""Columns whose content is encrypted at rest, the blind index that finds them, and the change of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast

from liangxin.foundation.fields.keys import blind, key_ring
from liangxin.foundation.fields.typed import Get, Set, Text

if TYPE_CHECKING:
    Characters = models.CharField[str | None, str | None]
else:  # Django's fields know their types to the checker only
    Characters = models.CharField


class EncryptedTextField(Text[Set, Get]):
    """A text encrypted with SM4-GCM under the current key; it can be read and counted, not searched or sorted.

    `purpose` is bound into each value: it names the column for ever ("parties.person.id_number"), whatever is renamed.
    """

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs["purpose"] = self.purpose
        return str(name), "liangxin.foundation.fields.EncryptedTextField", list(args), kwargs

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return None if value is None else key_ring().encrypt(value, self.purpose)

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return None if value is None else key_ring().decrypt(value, self.purpose)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted; look for it by its blind index")
        return super().get_lookup(lookup_name)


class BlindIndexField(Characters):
    """The blind index of another column of the row, computed when the row is saved; empty column, no index.

    Look for it with `filter(column=blind(purpose, text))`. `update()` and `bulk_update()` do not compute it.
    """

    def __init__(self, *args: Any, source: str, purpose: str, **kwargs: Any) -> None:
        self.source, self.purpose = source, purpose
        kwargs.update(max_length=64, null=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        for implied in ("max_length", "null", "editable"):
            kwargs.pop(implied, None)
        kwargs.update(source=self.source, purpose=self.purpose)
        return str(name), "liangxin.foundation.fields.BlindIndexField", list(args), kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: ARG002 - Django's signature
        plaintext = getattr(model_instance, self.source)
        index = blind(self.purpose, plaintext) if plaintext else None
        setattr(model_instance, self.attname, index)
        return index


def rotate(model: type[models.Model], *, every_row: bool = False, batch: int = 500) -> int:
    """Encrypt again, with the current key, what another one encrypted; returns the number of rows. May run beside work.

    With `every_row` also the rest, for a new index key; until it is through, blind indexes find only what it passed.
    """
    encrypted = [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
    indexes = [field for field in model._meta.concrete_fields if isinstance(field, BlindIndexField)]
    names = [field.attname for field in (*encrypted, *indexes)]
    rows = model._base_manager.all()  # noqa: SLF001 - the documented manager that hides no row
    if not every_row:
        old = models.Q(pk__in=[])
        for field in encrypted:
            rows = rows.annotate(**{f"raw_{field.attname}": Cast(field.attname, models.TextField())})
            old |= models.Q(**{f"{field.attname}__isnull": False}) & ~models.Q(
                **{f"raw_{field.attname}__startswith": f"{key_ring().current}:"}
            )
        rows = rows.filter(old)
    count, last = 0, None
    while True:
        with transaction.atomic():
            ahead = rows.filter(pk__gt=last) if last is not None else rows
            found = list(ahead.order_by("pk").select_for_update(of=("self",))[:batch])
            for row in found:
                row.save(update_fields=names)
        if not found:
            return count
        count, last = count + len(found), found[-1].pk
