"""The English catalogue: complete, nothing left over, every named place kept. `make catalogue` brings it up to date."""

from __future__ import annotations

import re

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext

from liangxin.foundation.ui.catalogue import CATALOGUE, Message, collect

PLACES = re.compile(r"%\(\w+\)[sd]|%%")


def entries() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


@pytest.fixture(scope="module")
def said() -> dict[Message, str]:
    """Every text of the product, read from its sources once."""
    return collect()


def test_every_text_of_the_product_has_its_english(said: dict[Message, str]) -> None:
    known = {Message(entry.msgid, entry.msgid_plural) for entry in entries() if entry.translated()}
    waiting = sorted(f"{place}: {message.text}" for message, place in said.items() if message not in known)
    assert not waiting, f"{len(waiting)} texts: run `make catalogue`, then write their English into {CATALOGUE.name}"


def test_nothing_is_left_over_of_texts_that_are_gone(said: dict[Message, str]) -> None:
    assert not [entry.msgid for entry in entries() if Message(entry.msgid, entry.msgid_plural) not in said]


def test_the_english_names_the_same_places() -> None:
    wrong = []
    for entry in entries():
        for english in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            if english and set(PLACES.findall(english)) != set(PLACES.findall(entry.msgid)):
                wrong.append(f"{entry.msgid} → {english}")
    assert not wrong


def test_the_compiled_catalogue_is_read() -> None:
    with translation.override("en"):
        assert gettext("登录") == "Sign in"
    with translation.override("zh-hans"):
        assert gettext("登录") == "登录"
