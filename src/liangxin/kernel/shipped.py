"""Data that come with the release, in YAML beside the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# libyaml reads ten times as fast; the catalogues would else be a good part of a first start.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def shipped_data(path: Path) -> Any:
    """The plain data of a file of the release."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones
