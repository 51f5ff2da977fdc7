"""The examples in docstrings hold."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["body", "characters", "closing", "measures", "titles"])
def test_the_examples_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"liangxin.engines.official.{name}"), verbose=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0
