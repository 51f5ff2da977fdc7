"""Workbooks that go out: the template of a register or a type, and records in its columns."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liangxin.domains.registers.access import get_register, get_type
from liangxin.domains.registers.queries.records import RecordCard
from liangxin.domains.registers.queries.workbooks import file_stem, sheet_of_register, sheet_of_type, write_records
from liangxin.engines.sheets import write_template
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import saved_as


@require_safe
def register_template(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The blank workbook of a register, with the units and regions that its records may name."""
    register = get_register(request.actor, public_id)
    sheet, _version = sheet_of_register(request.actor, register, timezone.localdate())
    return saved_as(
        _("%(title)s模板.xlsx") % {"title": file_stem(register.title)}, lambda out: write_template(sheet.sheet, out)
    )


@require_safe
def type_template(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The blank workbook of a type."""
    kind = get_type(request.actor, public_id)
    sheet = sheet_of_type(kind, timezone.localdate())
    name = _("%(title)s模板.xlsx") % {"title": file_stem(sheet.spec.name)}
    return saved_as(name, lambda out: write_template(sheet.sheet, out))


def records_workbook(request: OfficeRequest, public_id: UUID, chunks: Iterable[Iterable[RecordCard]]) -> FileResponse:
    """Records in the columns of the template: filled in and sent back, only what was changed changes."""
    register = get_register(request.actor, public_id)
    sheet, _version = sheet_of_register(request.actor, register, timezone.localdate())
    name = f"{file_stem(register.title)}_{timezone.localdate():%Y%m%d}.xlsx"
    return saved_as(name, lambda out: write_records(sheet, chunks, out))
