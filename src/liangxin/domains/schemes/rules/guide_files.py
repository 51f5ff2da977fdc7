"""The rules of a version as files, with which `liangxin rules verify` recomputes a decision without this server."""

from __future__ import annotations

import json

from liangxin.domains.schemes.rules.scheme_content import Content, check_content
from liangxin.engines.rulebook import shipped_texts


def stands_on_shipped(content: Content, key: str) -> bool:
    """Whether the text is that which everybody has who has the program."""
    return shipped_texts().get(key) == content.text


def local_file(content: Content, key: str, base: str) -> str:
    """What the place fills in and confirms, over the shipped rulebook of that key, or else over the file `base`."""
    checked = check_content(content)
    confirms = {one.line_id: one.confirmed_by for one in checked.lines if one.confirmed_by}
    parameters = {name: value for name, value in content.parameters if value}
    lines = {
        "adopts": key if stands_on_shipped(content, key) else base,
        "by": content.by,
        "parameters": parameters,
        "confirms": confirms,
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in lines.items() if value)
