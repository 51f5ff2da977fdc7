"""Writes PDF files with a text layer from text: A4, justified Chinese body, running head and page numbers."""

from __future__ import annotations

import io

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

FONT = "STSong-Light"  # one of Adobe's Asian fonts: named in the file, not embedded
_BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
_SPACED = ParagraphStyle("spaced", fontName=FONT, fontSize=12, leading=18, spaceAfter=12, wordWrap="CJK")


def write_pdf(text: str, *, head: str = "", indented: bool = True, password: str = "") -> bytes:
    """A PDF file of `text`, one paragraph a line; `indented` as in official papers, else spaced as on the web."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle("justified", parent=_BODY if indented else _SPACED, alignment=TA_JUSTIFY)

    def furnish(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(297, 40, f"- {template.page} -")
        canvas.drawString(80, 800, head)

    file = io.BytesIO()
    template = BaseDocTemplate(file, encrypt=password or None, title="", pageCompression=1, invariant=1)
    frame = Frame(79, 99, 442, 638, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=furnish))
    template.build([Paragraph(_escaped(paragraph), body) for paragraph in text.split("\n") if paragraph.strip()])
    return file.getvalue()


def write_scanned_pdf(picture: bytes) -> bytes:
    """A PDF whose one page is a picture, as a copier makes it."""
    from reportlab.lib.utils import ImageReader

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
