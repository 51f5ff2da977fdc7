"""Refusals: a stable code, named data, a sentence for people and what to do about it.

A refusal is the one way in which Liangxin says no, from an unreadable file to a budget that is used up. Each kind
is a subclass; screens, REST and the command line turn it into their own form in one place each.
"""

from __future__ import annotations

from typing import ClassVar

from liangxin.kernel.term import Term


class RefusalKind(Term):
    """What sort of no it is; REST maps it to a status, jobs to whether to try again."""

    INVALID = "invalid", "内容有误"
    MISSING = "missing", "未找到"
    FORBIDDEN = "forbidden", "无权办理"
    CONFLICT = "conflict", "与现状冲突"
    TOO_LARGE = "too_large", "超过上限"
    UNAVAILABLE = "unavailable", "暂不可用"


class Refusal(Exception):
    """Base of all refusals.

    Subclasses set `code` (dotted, stable), `kind`, and the Chinese `sentence` and `remedy` as templates with named
    places (`%(name)s`) that the keyword arguments fill; a term is said by its label, so that screens can translate it.
    `field` names the input that the refusal stands beside, if one does.

    >>> class TooOld(Refusal):
    ...     code, kind = "demo.too_old", RefusalKind.INVALID
    ...     sentence, remedy = "设备已使用%(years)s年，超过上限。", "请核对出厂日期。"
    >>> str(TooOld(years=31))
    '设备已使用31年，超过上限。请核对出厂日期。'
    """

    code: ClassVar[str] = "refused"
    kind: ClassVar[RefusalKind] = RefusalKind.INVALID
    sentence: ClassVar[str] = "无法办理。"
    remedy: ClassVar[str] = ""

    def __init__(self, *, field: str | None = None, **details: object) -> None:
        self.field = field
        self.details = details
        said = {name: value.label if isinstance(value, Term) else value for name, value in details.items()}
        super().__init__(self.sentence % said + self.remedy % said)

    def __reduce__(self) -> tuple[object, ...]:
        """Refusals cross process borders (bulk reading, jobs) with their data."""
        return _rebuild, (type(self), self.field, self.details)


def _rebuild(kind: type[Refusal], field: str | None, details: dict[str, object]) -> Refusal:
    return kind(field=field, **details)
