"""A sheet of paper to print on, and the same print as PDF or OFD: moved, split and joined as printers and shops do."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
POINT = 25.4 / 72  # millimetres
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def width_of(text: str, size: float) -> float:
    return sum(size if not character.isascii() else 0.5 * size for character in text)


def chance_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same paper again, no secret


@dataclass
class Sheet:
    """Print with its place, y downwards in points. `shake` is by how many points each piece may be off its place."""

    width: float = 600
    height: float = 400
    shake: float = 0.0
    chance: random.Random = field(default_factory=lambda: chance_of(1))
    pieces: list[tuple[float, float, float, str]] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, size: float = 9) -> None:
        off = self.chance.uniform(-self.shake, self.shake), self.chance.uniform(-self.shake, self.shake)
        self.pieces.append((x + off[0], y + off[1], size, text))

    def pair(self, x: float, y: float, label: str, value: str, size: float = 9, gap: float | None = None) -> None:
        """A label and its value: in one piece, or apart."""
        if gap is None and self.chance.random() < 0.4:
            self.put(x, y, label + value, size)
            return
        space = self.chance.uniform(0.5, 12) if gap is None else gap
        self.put(x, y, label, size)
        self.put(x + width_of(label, size) + space + self.shake, y, value, size)

    def upright(self, x: float, y: float, text: str, size: float = 9, step: float = 12) -> None:
        for place, character in enumerate(text):
            self.put(x, y + place * step, character, size)


def pdf_of(*sheets: Sheet, turn: int = 0, sideways: bool = False) -> bytes:
    """`turn` is the page's own rotation, under which print reads upright; `sideways` is print set at an angle."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    for sheet in sheets:
        quarter = turn % 180 != 0 or sideways
        canvas.setPageSize((sheet.height, sheet.width) if quarter else (sheet.width, sheet.height))
        canvas.setPageRotation(turn)
        if turn == 90 or sideways:
            canvas.translate(sheet.height, 0)
            canvas.rotate(90)
        elif turn == 270:
            canvas.translate(0, sheet.width)
            canvas.rotate(270)
        elif turn == 180:
            canvas.translate(sheet.width, sheet.height)
            canvas.rotate(180)
        for x, y, size, text in sheet.pieces:
            canvas.setFont(FONT, size)
            canvas.drawString(x, sheet.height - y - size, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def ofd_of(*sheets: Sheet, enclosed: dict[str, bytes] | None = None) -> bytes:
    """An OFD file with one text object a piece, numbered from 100 on; `enclosed` are parts by name below Doc_0."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
            "</ofd:DocBody></ofd:OFD>",
        )
        listed = "".join(
            f'<ofd:Page ID="{10 + place}" BaseLoc="Pages/Page_{place}/Content.xml"/>' for place in range(len(sheets))
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 {sheets[0].width * POINT:g} "
            f"{sheets[0].height * POINT:g}</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for place, sheet in enumerate(sheets):
            drawn = "".join(_text_object(100 + number, *piece) for number, piece in enumerate(sheet.pieces))
            archive.writestr(
                f"Doc_0/Pages/Page_{place}/Content.xml",
                f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="3">{drawn}</ofd:Layer></ofd:Content></ofd:Page>',
            )
        for name, raw in (enclosed or {}).items():
            archive.writestr(f"Doc_0/{name}", raw)
    return file.getvalue()


def picture_of(sheet: Sheet, font: Path, *, scale: float = 2.5) -> bytes:
    """The sheet as a photograph without faults."""
    page = Image.new("RGB", (round(sheet.width * scale), round(sheet.height * scale)), "white")
    pen = ImageDraw.Draw(page)
    for x, y, size, text in sheet.pieces:
        face = ImageFont.truetype(str(font), round(size * scale), index=2)
        pen.text((x * scale, y * scale), text, font=face, fill="black")
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def _text_object(number: int, x: float, y: float, size: float, text: str) -> str:
    steps = " ".join(f"{width_of(character, size) * POINT:g}" for character in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{x * POINT:g} {y * POINT:g} 200 10" Font="4" Size="{size * POINT:g}">'
        f'<ofd:TextCode X="0" Y="{0.88 * size * POINT:g}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )
