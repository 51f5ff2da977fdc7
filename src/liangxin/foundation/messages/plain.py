"""Text for groups: no marks that make links, no numbers that name a person, cut to so many bytes at a line."""

from __future__ import annotations

import re

_MARKS = str.maketrans("[]()<>*`#~|", "［］（）＜＞＊′＃～｜")
# A mobile number or a resident ID: neither belongs into a group, whatever somebody typed into a title.
_PERSONAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
LEFT_OUT = "……（内容较长，请登录系统查看）"


def without_marks(text: str) -> str:
    """The text with markdown's marks in full width, so that it means nothing but itself.

    >>> without_marks("6月调度[点此](http://x)")
    '6月调度［点此］（http://x）'
    """
    return text.translate(_MARKS)


def without_numbers(text: str) -> str:
    """The text without numbers that name a person.

    >>> without_numbers("请电13800001111，证号11010519491231002X；2025年")
    '请电***，证号***；2025年'
    """
    return _PERSONAL.sub("***", text)


def fitted(text: str, most: int) -> str:
    """The text, or as many of its lines as `most` bytes of UTF-8 hold, with a word that some were left out.

    >>> fitted("一行\\n第二行\\n第三行", 60), fitted("长" * 100, 60).endswith(LEFT_OUT)
    ('一行\\n第二行\\n第三行', True)
    """
    if len(text.encode()) <= most:
        return text
    room = most - len(f"\n{LEFT_OUT}".encode())
    lines, used = [], 0
    for line in text.split("\n"):
        used += len(f"{line}\n".encode())
        if used > room:
            break
        lines.append(line)
    if not lines:  # one line that is too long by itself
        lines = [text.encode()[:room].decode(errors="ignore").split("\n")[0]]
    return "\n".join([*lines, LEFT_OUT])
