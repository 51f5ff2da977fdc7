"""A bulletin's content as the page shows it: paragraphs with edits beside the computed words, tables, charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liangxin.domains.progress.queries.bulletins.cards import EditCard
from liangxin.domains.progress.rules.bulletins.content import Block, Content, Grid, Passage, relinked
from liangxin.domains.progress.web.bulletins.picture import legend, picture_svg
from liangxin.kernel.text import numeral


def shown_sections(content: Content, edits: Mapping[str, EditCard]) -> list[dict[str, Any]]:
    """Sections as plain values for the template, numbered as on paper."""
    found, place, attached = [], 0, 0
    for section in content.sections:
        place += bool(section.heading) and not section.attached
        attached += section.attached
        mark = f"附件{attached}：" if section.attached else f"{numeral(place)}、" if section.heading else ""
        blocks = [_block(block, edits) for block in section.blocks]
        found.append({"heading": f"{mark}{section.heading}", "blocks": blocks})
    return found


def _block(block: Block, edits: Mapping[str, EditCard]) -> dict[str, Any]:
    if isinstance(block, Passage):
        edit = edits.get(block.key)
        prose = relinked(edit.text, block.prose) if edit else block.prose
        return {
            "kind": "passage",
            "key": block.key,
            "prose": prose,
            "edit": edit,
            "computed": block.prose,
            "text": edit.text if edit else block.text,
            "version": edit.version if edit else 0,
            "reason": edit.reason if edit else "",
        }
    if isinstance(block, Grid):
        aligned = [list(zip(row, (head.align for head in block.heads), strict=True)) for row in block.rows]
        return {"kind": "grid", "grid": block, "rows": aligned}
    return {"kind": "picture", "picture": block, "svg": picture_svg(block), "legend": legend(block)}


def left_over(content: Content, edits: Mapping[str, EditCard]) -> list[EditCard]:
    """Edits of paragraphs that the new figures no longer have; nothing typed is lost."""
    stand = {passage.key for passage in content.passages()}
    return [edit for key, edit in edits.items() if key not in stand]
