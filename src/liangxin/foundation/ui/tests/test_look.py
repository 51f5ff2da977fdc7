"""The look: contrast of the tokens, pictures that exist, templates without inline code, controls with a label."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.template.loader import get_template
from lxml import html

HERE = Path(__file__).resolve().parents[1]
SOURCE = HERE.parents[1]
TEMPLATES = sorted(SOURCE.glob("**/templates/**/*.html"))
STATIC = HERE / "static/ui"

# (inks, grounds they stand on)
PAIRS = [
    (("ink", "ink-2", "ink-3", "accent", "accent-strong"), ("ground", "surface", "sunken")),
    (("on-accent",), ("accent", "accent-strong")),
    (("accent-strong", "ink"), ("accent-soft",)),
    (("good", "ink"), ("good-soft",)),
    (("wait", "ink"), ("wait-soft",)),
    (("act", "ink"), ("act-soft", "surface")),
]


def tokens(theme: str) -> dict[str, str]:
    css = (STATIC / "tokens.css").read_text()
    block = re.search(rf'\[data-bs-theme="{theme}"\] \{{(.*?)\}}', css, re.S)
    assert block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_is_readable_on_its_ground(theme: str) -> None:
    colours = tokens(theme)
    weak = [
        f"{ink} on {ground}: {ratio:.2f}"
        for inks, grounds in PAIRS
        for ink, ground in product(inks, grounds)
        if (ratio := contrast(colours[ink], colours[ground])) < 4.5
    ]
    assert not weak


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_controls_can_be_seen(theme: str) -> None:
    colours = tokens(theme)
    assert min(contrast(colours["line-strong"], colours[ground]) for ground in ("surface", "ground")) >= 3


def test_no_sheet_but_the_tokens_names_a_colour() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)")
    allowed = {"print.css": {"#fff", "#000", "#333", "#444", "#999", "#f0f0f0"}, "app.css": {"#fff"}}
    for sheet in STATIC.glob("*.css"):
        if sheet.name != "tokens.css":
            assert set(colour.findall(sheet.read_text())) <= allowed.get(sheet.name, set()), sheet.name


def test_every_picture_that_is_named_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    named = {name for path in TEMPLATES for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text())}
    named |= {item.icon for config in apps.get_app_configs() for item in getattr(config, "navigation", ())}
    assert named
    assert named <= drawn, named - drawn


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_compiles_and_holds_no_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    get_template(str(path).rsplit("/templates/", 1)[1])
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "put the script into a file of its own"
    assert not re.search(r"<style\b|\sstyle\s*=", text), "put the style into a sheet"
    assert not re.search(r"\son[a-z]+\s*=|\shx-on|javascript:", text), "listen in a script"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_control_of_a_template_has_a_label(path: Path) -> None:
    # Tags become text that ids and labels share, so that "field-{{ name }}" matches itself.
    text = re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", path.read_text(encoding="utf-8"))
    text = re.sub(r"\{\{\s*(.*?)\s*\}\}", lambda found: "v" + re.sub(r"\W", "-", found[1]), text)
    page: Any = html.fromstring(f"<div>{text}</div>")
    labelled = set(page.xpath("//label/@for"))
    for control in page.xpath("//input | //select | //textarea"):
        if control.get("type") in {"hidden", "submit"}:
            continue
        inside = control.xpath("ancestor::label")
        assert inside or control.get("aria-label") or control.get("id") in labelled, html.tostring(control)


def test_the_pages_of_citizens_are_light() -> None:
    page = get_template("ui/public.html").template.source  # type: ignore[attr-defined]  # Django's own template
    assert "vendor/" not in page
    assert (
        sum((STATIC / name).stat().st_size for name in ("tokens.css", "public.css", "print.css", "theme.js")) < 12_000
    )
