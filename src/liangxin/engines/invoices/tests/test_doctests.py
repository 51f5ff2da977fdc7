"""The examples in the docstrings hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from liangxin.engines import invoices

MODULES = sorted(module.name for module in pkgutil.iter_modules(invoices.__path__, "liangxin.engines.invoices."))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith(("tests", "__main__"))])
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
