"""Reading the text of a list type (YAML): the type, or all faults at once, each with the line it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import yaml

from liangxin.domains.registers import errors
from liangxin.domains.registers.errors import TypeFault, TypeRefused
from liangxin.domains.registers.rules.spec import Feed, FieldSpec, StageSpec, TypeSpec
from liangxin.domains.registers.terms import (
    CODE_LIMIT,
    MOST_CHOICES,
    MOST_FIELDS,
    MOST_STAGES,
    NAME_LIMIT,
    SPEC_LIMIT,
    TEXT_LIMIT,
    FeedHow,
    FieldKind,
    Mover,
)
from liangxin.kernel.shipped import SAFE_LOADER
from liangxin.kernel.term import Term

T = TypeVar("T", bound=Term)
Path = tuple[str | int, ...]

CODE = re.compile(rf"[a-z][a-z0-9_]{{0,{CODE_LIMIT - 1}}}")
PARTS = ("code", "name", "unit", "counts", "fields", "key", "stages", "feeds", "serves")
FIELD_PARTS = ("code", "label", "kind", "required", "unit", "choices", "hint")
STAGE_PARTS = ("code", "label", "mover", "evidence")
FEED_PARTS = ("indicator", "how", "stage", "field")
SUMMED = (FieldKind.DECIMAL, FieldKind.WHOLE, FieldKind.MONEY)
MONEY_UNITS = ("元", "万元")
MOST_NODES = 5000  # aliases can make a short text huge


def read_text(text: str) -> TypeSpec:
    """The type that a text says. Raises TypeRefused with every fault and its line."""
    if len(text) > SPEC_LIMIT:
        raise TypeRefused.of([errors.PartWrong(line=1, part="全文", form=f"不超过{SPEC_LIMIT}个字")])
    try:
        root = yaml.compose(text, Loader=SAFE_LOADER)
        data, lines = _with_lines(root)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise TypeRefused.of([errors.TextUnreadable(line=mark.line + 1 if mark else 1)]) from error
    return read_spec(data, lines)


def read_spec(data: Any, lines: Mapping[Path, int] | None = None) -> TypeSpec:
    """The type that plain data say; `lines` by path. Raises TypeRefused."""
    reader = _Reader(lines or {})
    spec = reader.type_of(data)
    if reader.faults:
        raise TypeRefused.of(sorted(reader.faults, key=lambda fault: fault.line))
    return spec


def _with_lines(root: yaml.Node | None) -> tuple[Any, dict[Path, int]]:
    """Plain data and the line of each part; merge keys and aliases are followed, within a limit."""
    lines: dict[Path, int] = {}
    constructor = yaml.SafeLoader("")

    def plain_of(node: yaml.Node, path: Path) -> Any:
        lines[path] = node.start_mark.line + 1
        if len(lines) > MOST_NODES:
            raise yaml.YAMLError
        if isinstance(node, yaml.MappingNode):
            constructor.flatten_mapping(node)
            return {key.value: plain_of(value, (*path, key.value)) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [plain_of(value, (*path, place)) for place, value in enumerate(node.value)]
        return constructor.construct_object(node)

    return (None if root is None else plain_of(root, ())), lines


class _Reader:
    """Collects faults while it reads, so that one look shows all."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        self.lines = lines
        self.faults: list[TypeFault] = []

    def fault(self, kind: type[TypeFault], path: Path, **details: object) -> None:
        near = path
        while near and near not in self.lines:
            near = near[:-1]
        self.faults.append(kind(field=None, line=self.lines.get(near, 1), **details))

    def type_of(self, data: Any) -> TypeSpec:
        whole = self.mapping(data, (), PARTS)
        fields = tuple(self.field_of(one, ("fields", place)) for place, one in self.rows(whole, "fields", MOST_FIELDS))
        stages = tuple(self.stage_of(one, ("stages", place)) for place, one in self.rows(whole, "stages", MOST_STAGES))
        self.once((field.code, ("fields", place)) for place, field in enumerate(fields))
        self.once((stage.code, ("stages", place)) for place, stage in enumerate(stages))
        spec = TypeSpec(
            code=self.code(whole, "code", ()),
            name=self.text(whole, "name", (), NAME_LIMIT),
            unit=self.text(whole, "unit", (), 20),
            counts=self.text(whole, "counts", (), TEXT_LIMIT),
            fields=fields,
            key=self.texts(whole, "key", (), MOST_FIELDS),
            stages=stages,
            feed=self.feed_of(whole["feeds"], fields, stages) if whole.get("feeds") else None,
            serves=self.texts(whole, "serves", (), MOST_CHOICES) if "serves" in whole else (),
            data=data if isinstance(data, dict) else {},
        )
        self.key_of(spec)
        self.beginning_of(spec)
        return spec

    def field_of(self, data: Any, path: Path) -> FieldSpec:
        part = self.mapping(data, path, FIELD_PARTS)
        field = FieldSpec(
            code=self.code(part, "code", path),
            label=self.text(part, "label", path, NAME_LIMIT),
            kind=self.term(part, "kind", path, FieldKind, FieldKind.TEXT),
            is_required=self.flag(part, "required", path),
            unit=self.text(part, "unit", path, 20, is_needed=False),
            choices=self.texts(part, "choices", path, MOST_CHOICES) if "choices" in part else (),
            hint=self.text(part, "hint", path, TEXT_LIMIT, is_needed=False),
        )
        if field.kind is FieldKind.CHOICE and not field.choices:
            self.fault(errors.ChoicesMissing, path, name=field.code)
        if field.kind is FieldKind.DECIMAL and not field.unit:
            self.fault(errors.UnitOfFieldMissing, path, name=field.code)
        if field.kind is FieldKind.MONEY and field.unit and field.unit not in MONEY_UNITS:
            self.fault(errors.PartWrong, (*path, "unit"), part="unit", form="、".join(MONEY_UNITS))
        return field

    def stage_of(self, data: Any, path: Path) -> StageSpec:
        part = self.mapping(data, path, STAGE_PARTS)
        return StageSpec(
            code=self.code(part, "code", path),
            label=self.text(part, "label", path, NAME_LIMIT),
            mover=self.term(part, "mover", path, Mover, Mover.FILL),
            evidence=self.texts(part, "evidence", path, MOST_CHOICES) if part.get("evidence") else (),
        )

    def feed_of(self, data: Any, fields: tuple[FieldSpec, ...], stages: tuple[StageSpec, ...]) -> Feed:
        path: Path = ("feeds",)
        part = self.mapping(data, path, FEED_PARTS)
        feed = Feed(
            indicator=self.code(part, "indicator", path),
            how=self.term(part, "how", path, FeedHow, FeedHow.COUNT),
            stage=self.text(part, "stage", path, CODE_LIMIT),
            field=self.text(part, "field", path, CODE_LIMIT, is_needed=False),
        )
        if feed.stage and feed.stage not in {stage.code for stage in stages}:
            self.fault(errors.FeedUnfit, (*path, "stage"), name=feed.stage)
        summed = {field.code for field in fields if field.kind in SUMMED and field.is_required}
        if feed.how is FeedHow.SUM and feed.field not in summed:
            self.fault(errors.FeedUnfit, (*path, "field"), name=feed.field or "field")
        return feed

    def key_of(self, spec: TypeSpec) -> None:
        """What makes the key must be there and required: a record without it could not be told from another."""
        for place, code in enumerate(spec.key):
            field = spec.field(code)
            if field is None:
                self.fault(errors.KeyUnknown, ("key", place), name=code)
            elif field.kind is FieldKind.FILE:
                self.fault(errors.KeyKindWrong, ("key", place), name=code)
            elif not field.is_required:
                self.fault(errors.KeyNotRequired, ("key", place), name=code)

    def beginning_of(self, spec: TypeSpec) -> None:
        """A record stands at the first stage as soon as it is entered: nothing can be asked before."""
        if spec.stages and (spec.first_stage.evidence or spec.first_stage.mover is Mover.CONFIRM):
            self.fault(errors.PartWrong, ("stages", 0), part=spec.first_stage.code, form="不要佐证和确认的起始阶段")

    def once(self, codes: Iterable[tuple[str, Path]]) -> None:
        seen: set[str] = set()
        for code, path in codes:
            if code and code in seen:
                self.fault(errors.CodeTwice, path, name=code)
            seen.add(code)

    def mapping(self, data: Any, path: Path, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fault(errors.PartWrong, path, part=str(path[-1]) if path else "全文", form="“名称: 内容”的若干行")
            return {}
        for name in data:
            if name not in known:
                self.fault(errors.PartUnknown, (*path, name), part=name, known="、".join(known))
        return data

    def rows(self, whole: Mapping[str, Any], name: str, most: int) -> list[tuple[int, Any]]:
        rows = whole.get(name)
        if not rows:
            self.fault(errors.PartMissing, (), part=name)
            return []
        if not isinstance(rows, list) or len(rows) > most:
            self.fault(errors.PartWrong, (name,), part=name, form=f"不超过{most}行的列表")
            return []
        return list(enumerate(rows))

    def text(self, part: Mapping[str, Any], name: str, path: Path, limit: int, *, is_needed: bool = True) -> str:
        value = part.get(name)
        if value is None or value == "":
            if is_needed:
                self.fault(errors.PartMissing, path, part=name)
            return ""
        if not isinstance(value, str | int) or isinstance(value, bool) or len(str(value)) > limit:
            self.fault(errors.PartWrong, (*path, name), part=name, form=f"不超过{limit}个字的文字")
            return ""
        return str(value).strip()

    def code(self, part: Mapping[str, Any], name: str, path: Path) -> str:
        text = self.text(part, name, path, CODE_LIMIT)
        if text and not CODE.fullmatch(text):
            self.fault(errors.PartWrong, (*path, name), part=name, form="小写字母开头的字母、数字和下划线")
        return text

    def texts(self, part: Mapping[str, Any], name: str, path: Path, most: int) -> tuple[str, ...]:
        value = part.get(name)
        if not value:
            self.fault(errors.PartMissing, path, part=name)
            return ()
        wrong = not isinstance(value, list) or len(value) > most
        if wrong or any(not isinstance(one, str | int) or len(str(one)) > NAME_LIMIT for one in value):
            self.fault(errors.PartWrong, (*path, name), part=name, form=f"不超过{most}项的列表，如 [甲, 乙]")
            return ()
        return tuple(str(one) for one in value)

    def flag(self, part: Mapping[str, Any], name: str, path: Path) -> bool:
        value = part.get(name, False)
        if not isinstance(value, bool):
            self.fault(errors.PartWrong, (*path, name), part=name, form="true 或 false")
        return value is True

    def term(self, part: Mapping[str, Any], name: str, path: Path, kind: type[T], usual: T) -> T:
        value = part.get(name, usual.value)
        known = [member.value for member in kind]
        if value not in known:
            self.fault(errors.PartUnknown, (*path, name), part=value, known="、".join(known))
            return usual
        return kind.of(value)
