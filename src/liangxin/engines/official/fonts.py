"""The five faces that the standard asks for, and the names under which a machine may have them.

Word takes one name for Chinese and one for Latin letters a run; other names of the same face stand in the font table,
where Word and LibreOffice look when the first is not installed.
"""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.engines.official.markup import Element, w
from liangxin.kernel.term import Term


class Face(Term):
    """A face of type. 5.2.2: 仿宋 where nothing else is said."""

    BODY = "fangsong", "仿宋"
    KAI = "kai", "楷体"
    HEI = "hei", "黑体"
    TITLE = "xiaobiaosong", "小标宋"
    SONG = "song", "宋体"


@dataclass(frozen=True, slots=True)
class Typeface:
    """The name of a font, and the names to try where it is missing, best first."""

    name: str
    fallbacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fonts:
    """Which font stands for which face. The defaults come with Windows, but for 小标宋, which offices install."""

    fangsong: Typeface = Typeface("仿宋", ("FangSong", "仿宋_GB2312", "华文仿宋"))
    kai: Typeface = Typeface("楷体", ("KaiTi", "楷体_GB2312", "华文楷体"))
    hei: Typeface = Typeface("黑体", ("SimHei", "华文黑体"))
    xiaobiaosong: Typeface = Typeface("方正小标宋简体", ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "宋体", "SimSun"))
    song: Typeface = Typeface("宋体", ("SimSun", "华文宋体"))
    latin: Typeface = Typeface("Times New Roman", ("Liberation Serif",))

    def of(self, face: Face) -> Typeface:
        """The font of a face."""
        chosen: Typeface = getattr(self, face.value)
        return chosen

    def names(self, face: Face, *, latin: bool = True) -> dict[str, str]:
        """Attributes of w:rFonts: the face for Chinese, the Latin font for letters unless `latin` is off."""
        chinese = self.of(face).name
        letters = self.latin.name if latin else chinese
        return {"ascii": letters, "eastAsia": chinese, "hAnsi": letters, "cs": letters}


DEFAULT_FONTS = Fonts()


def font_table(fonts: Fonts) -> Element:
    """The part word/fontTable.xml."""
    table = w("fonts")
    seen = set()
    for typeface in (*(fonts.of(face) for face in Face), fonts.latin):
        if typeface.name not in seen:
            seen.add(typeface.name)
            table.append(_entry(typeface, latin=typeface is fonts.latin))
    return table


def _entry(typeface: Typeface, *, latin: bool) -> Element:
    """Charset 86 (hexadecimal) is GB 2312: Word then takes a Chinese font where it finds none of the names."""
    entry = w("font", name=typeface.name)
    if typeface.fallbacks:
        entry.append(w("altName", val=",".join(typeface.fallbacks)))
    entry.extend([w("charset", val="00" if latin else "86"), w("family", val="roman" if latin else "auto")])
    entry.append(w("pitch", val="variable" if latin else "default"))
    return entry
