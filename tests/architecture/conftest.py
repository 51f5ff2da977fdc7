"""What the rules have read and parsed is forgotten after each file of them: so many nodes would slow later tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tests.architecture.sources import nodes, text, tree


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    gc.disable()  # trees have no cycles; to look for some among so many nodes costs more than to parse
    yield
    gc.enable()
    for reader in (nodes, tree, text):
        reader.cache_clear()
