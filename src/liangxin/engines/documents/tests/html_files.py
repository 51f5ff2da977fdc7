"""Writes web pages as government sites have them: scripts, menus and footers around the article."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable, Sequence
from html import escape


def write_html(text: str, *, table: Sequence[Sequence[str]] = (), charset: str = "utf-8") -> bytes:
    """A page of `text`, the first line its heading, the others one paragraph each."""
    title, *paragraphs = (escape(line) for line in text.split("\n"))
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table)
    return f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}</title><style>p {{ text-indent: 2em }}</style>
<script>document.write("不应读入");</script></head>
<body><nav><a href="/">首页</a> <a href="/zwgk">政务公开</a></nav><div style="display:none">不应读入</div>
<div class="article"><h1>{title}</h1>{"".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs)}
{f"<table>{rows}</table>" if rows else ""}</div>
<footer>版权所有 青岚县人民政府</footer><script src="/count.js"></script></body></html>""".encode(charset)


def write_web_archive(page: bytes, packing: str) -> bytes:
    """A page as browsers save it in one file; `packing` is quoted-printable, base64 or 8bit."""
    ways: dict[str, Callable[[bytes], bytes]] = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}
    packed = ways.get(packing, bytes)(page)
    head = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----b--1"\r\n\r\n'
    fields = f"\r\n------b--1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {packing}\r\n\r\n"
    picture = "\r\n------b--1\r\nContent-Type: image/png\r\n\r\nxxxx\r\n------b--1--\r\n"
    return head.encode() + fields.encode() + packed + picture.encode()


def write_markdown(text: str, *, table: Sequence[Sequence[str]] = ()) -> bytes:
    """`text` with its first line as heading, numbered chapters as second level, and `table` with pipes."""
    title, *paragraphs = text.split("\n")
    parts = [f"# {title}", *(f"## {line}" if "、" in line[:3] else f"**{line[:2]}**{line[2:]}" for line in paragraphs)]
    if table:
        head, *rows = ("| " + " | ".join(row) + " |" for row in table)
        parts.append("\n".join([head, "|" + "---|" * len(table[0]), *rows]))
    return "\n\n".join(parts).encode()
