"""The identifier that a row shows outside: random, so that addresses neither count rows nor can be guessed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Base = models.UUIDField[uuid.UUID | str, uuid.UUID]
else:  # Django's fields know their types to the checker only
    Base = models.UUIDField


class PublicIdField(Base):
    """A unique random UUID, given at creation and never changed; it stands in URLs instead of the row's number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", "公开编号")
        kwargs.update(default=uuid.uuid4, unique=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        for implied in ("default", "unique", "editable", "verbose_name"):
            kwargs.pop(implied, None)
        return str(name), "liangxin.foundation.fields.PublicIdField", list(args), kwargs
