"""The document of the till's API, as it is served; a test holds it equal to what the code does."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    text = files("liangxin.domains.claims").joinpath("data", "till_openapi.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
