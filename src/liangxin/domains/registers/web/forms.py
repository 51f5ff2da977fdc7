"""The form of a record, made from its type: one control a field, with what was typed and each field's refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from liangxin.domains.registers import api as registers
from liangxin.domains.registers.errors import ValuesRefused
from liangxin.domains.registers.rules.spec import FieldSpec, TypeSpec
from liangxin.domains.registers.rules.values import Known
from liangxin.domains.registers.terms import FieldKind
from liangxin.foundation.ui.refusals import RefusalWords, refusal_words
from liangxin.kernel.refusal import Refusal

PREFIX = "f-"  # a field may be called "deed" or "clock"; its control is not


@dataclass(frozen=True, slots=True)
class Control:
    """A field's control: `form` is input, choice or file; `sort` the type of an input."""

    name: str
    label: str
    form: str
    sort: str
    value: str
    hint: str
    is_required: bool
    choices: tuple[tuple[str, str], ...]
    refusal: RefusalWords | None
    is_place: bool = False  # the first one, which the map shows


def controls_of(
    spec: TypeSpec, typed: Mapping[str, str], known: Known, faults: Iterable[Refusal] = ()
) -> list[Control]:
    """The controls of a type's form, in its order; `typed` and the faults are by field."""
    said = {fault.field: refusal_words(fault)._replace(field=f"{PREFIX}{fault.field}") for fault in faults}
    controls = [_control(one, typed.get(one.code, ""), known, said.get(one.code)) for one in spec.fields]
    place = next((at for at, one in enumerate(spec.fields) if one.kind is FieldKind.PLACE), None)
    if place is not None:
        controls[place] = replace(controls[place], is_place=True)
    return controls


def _control(one: FieldSpec, value: str, known: Known, refusal: RefusalWords | None) -> Control:
    choices = _choices(one, known)
    is_file = one.kind is FieldKind.FILE
    return Control(
        name=f"{PREFIX}{one.code}",
        label=f"{one.label}（{_aside(one)}）" if _aside(one) else one.label,
        form="file" if is_file else "choice" if choices is not None else "input",
        sort="date" if one.kind is FieldKind.DATE else "text",
        value=value,
        hint=_hint(one, value),
        is_required=one.is_required and not (is_file and value),
        choices=tuple(choices or ()),
        refusal=refusal,
    )


def _choices(one: FieldSpec, known: Known) -> list[tuple[str, str]] | None:
    match one.kind:
        case FieldKind.CHOICE:
            return [(choice, choice) for choice in one.choices]
        case FieldKind.YES_NO:
            return [("是", gettext("是")), ("否", gettext("否"))]
        case FieldKind.UNIT:
            return list(known.units.items())
        case FieldKind.REGION:
            return list(known.regions.items())
    return None


def _unit(one: FieldSpec) -> str:
    return (one.unit or "元") if one.kind is FieldKind.MONEY else one.unit


def _aside(one: FieldSpec) -> str:
    """What stands behind the label: the unit, and that the field may stay empty."""
    parts = (_unit(one), "" if one.is_required else gettext("可不填"))
    return " · ".join(part for part in parts if part)


def _hint(one: FieldSpec, value: str) -> str:
    if one.hint:
        return one.hint
    if one.kind is FieldKind.PLACE:
        return gettext("先经度后纬度，如 120.3830, 36.0671。")
    if one.kind is FieldKind.FILE and value:
        return gettext("已有“%(name)s”，不选文件则保留。") % {"name": value}
    return ""


def typed_in(spec: TypeSpec, posted: QueryDict) -> dict[str, str]:
    """What was typed, by field."""
    return {one.code: posted.get(f"{PREFIX}{one.code}", "") for one in spec.fields if one.kind is not FieldKind.FILE}


def draft_of(spec: TypeSpec, posted: QueryDict, files: MultiValueDict[str, UploadedFile[Any]]) -> registers.RecordDraft:
    """The draft of a record from its form."""
    uploads = {}
    for one in spec.fields:
        sent = files.get(f"{PREFIX}{one.code}") if one.kind is FieldKind.FILE else None
        if sent is not None:
            uploads[one.code] = upload_of(sent)
    return registers.RecordDraft(typed_in(spec, posted), uploads)


def upload_of(sent: UploadedFile[Any]) -> registers.Upload:
    """An uploaded file in memory, under its owner's name."""
    return registers.Upload(sent.read(), sent.name or gettext("未命名"))


def faults_in(refusal: Refusal | None) -> tuple[Refusal, ...]:
    """The refusals that stand beside fields of a record."""
    if refusal is None:
        return ()
    return refusal.faults if isinstance(refusal, ValuesRefused) else (refusal,)
