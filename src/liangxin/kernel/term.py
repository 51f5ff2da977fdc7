"""Enumerations with a Chinese label: the states, kinds and grades that screens and tables show."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """An enumeration whose members are `NAME = "value", "中文标签"`.

    The value is what is stored and sent; the label is what the screen shows and, as a message id, what is translated.

    >>> class Light(Term):
    ...     RED = "red", "红灯"
    >>> Light.RED.label, Light("red") is Light.RED, str(Light.RED)
    ('红灯', True, 'red')
    """

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The member with this value, for what comes from a column or an address; raises ValueError for any other."""
        return cls(value)  # type: ignore[call-arg]  # the type checker sees the call that makes a member, not the look-up

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and label; give a field the method itself, so that rewording a label makes no migration."""
        return [(member.value, member.label) for member in cls]
