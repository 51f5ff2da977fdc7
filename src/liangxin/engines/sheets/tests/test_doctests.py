"""The examples in docstrings hold."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name", ["converters", "days", "digest", "grid", "headings", "looks", "setting", "words", "xlsx_parts"]
)
def test_the_examples_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"liangxin.engines.sheets.{name}"), verbose=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0
