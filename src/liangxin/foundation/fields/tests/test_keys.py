"""Encryption at rest and the blind index, without a database."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from liangxin.foundation.fields import CannotDecrypt, blind
from liangxin.foundation.fields.keys import KeyRing, key_ring

RING = KeyRing((("new", bytes([2]) * 16), ("old", bytes([1]) * 16)))
OLD = KeyRing(RING.keys[1:])


@given(st.text())
def test_what_is_encrypted_comes_back(text: str) -> None:
    assert RING.decrypt(RING.encrypt(text, "a.b"), "a.b") == text


def test_the_same_text_never_looks_the_same() -> None:
    assert RING.encrypt("370283", "a.b") != RING.encrypt("370283", "a.b")


def test_the_first_key_encrypts_and_all_decrypt() -> None:
    assert RING.encrypt("x", "a.b").startswith("new:")
    assert RING.decrypt(OLD.encrypt("x", "a.b"), "a.b") == "x"


STRANGE = {
    "of another column": RING.encrypt("x", "a.other"),
    "under a lost key": KeyRing((("lost", bytes(16)),)).encrypt("x", "a.b"),
    "under another key of that name": KeyRing((("new", bytes(16)),)).encrypt("x", "a.b"),
    "changed": RING.encrypt("x", "a.b")[:-6] + "AAAA==",
    "cut off": "new:",
    "no base64": "new:%%%",
    "never encrypted": "plain",
    "nothing": "",
}


@pytest.mark.parametrize("stored", STRANGE.values(), ids=STRANGE)
def test_what_was_not_encrypted_here_is_refused_and_never_passed_on(stored: str) -> None:
    with pytest.raises(CannotDecrypt):
        RING.decrypt(stored, "a.b")


@pytest.mark.parametrize("written", ["", "x", "a:123", f"a:{'0' * 32},a:{'1' * 32}", f":{'0' * 32}", f"a:{'G' * 32}"])
def test_keys_written_wrongly_are_refused_with_the_name_of_the_variable(written: str, settings: LazySettings) -> None:
    settings.FIELD_KEYS = written
    with pytest.raises(ImproperlyConfigured, match="LIANGXIN_FIELD_KEYS"):
        key_ring()


def test_the_blind_index_finds_the_same_text_in_another_writing() -> None:
    assert blind("a.b", "37028319900101123x") == blind("a.b", "３７０２８３ 19900101 123X")
    assert blind("a.b", "370283199001011230") != blind("a.b", "370283199001011231")


def test_the_blind_index_of_one_column_says_nothing_of_another(settings: LazySettings) -> None:
    here = blind("a.b", "370283")
    assert blind("a.c", "370283") != here
    settings.INDEX_KEY = "4" * 64
    assert blind("a.b", "370283") != here


@pytest.mark.parametrize("written", ["", "3" * 63, "x" * 64])
def test_an_index_key_written_wrongly_is_refused(written: str, settings: LazySettings) -> None:
    settings.INDEX_KEY = written
    with pytest.raises(ImproperlyConfigured, match="LIANGXIN_INDEX_KEY"):
        blind("a.b", "x")
