"""YAML: data that come with the release beside the code, and texts that people write."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

# libyaml reads ten times as fast; the catalogues would else be a good part of a first start.
SAFE_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain_data(text: str) -> Any:
    """The plain data of a YAML text. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=SAFE_LOADER)  # noqa: S506 - both loaders are the safe ones


def shipped_data(path: Path) -> Any:
    """The plain data of a file of the release."""
    return plain_data(path.read_text(encoding="utf-8"))
