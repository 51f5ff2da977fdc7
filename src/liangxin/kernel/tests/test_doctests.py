"""The examples in the docstrings of the kernel hold."""

import doctest
import importlib
import pkgutil

import pytest

from liangxin import kernel

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(kernel.__path__, "liangxin.kernel.")
    if ".tests" not in module.name and not module.ispkg
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name), verbose=False)
    assert outcome.failed == 0
