"""Empty what is past its time; dry unless --apply."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from liangxin.domains.parties.actions.keeping import empty_expired
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.commands.api import OfficeCommand


class Command(OfficeCommand):
    help = "清空保存期满的个人信息"

    def work(self, actor: Actor, *, apply: bool, **_options: Any) -> dict[str, object]:  # noqa: ARG002 - undone if dry
        done = empty_expired(actor, on=timezone.localdate())
        fields = {field.label: count for field, count in done.fields.items()}
        return {**fields, "整户清空": done.forgotten, "不再能撤销的合并": done.merges}
