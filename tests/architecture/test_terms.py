"""Terms: every member has a Chinese label, powers and deeds are unique and belong to their package."""

from __future__ import annotations

import re
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from liangxin.domains.indicators.terms import IndicatorKind
from liangxin.engines.reader.findings import TargetKind
from liangxin.foundation.ui.cells import TONES
from liangxin.kernel.term import Term

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def all_terms() -> list[type[Term]]:
    found, waiting = [], [Term]
    while waiting:
        kind = waiting.pop()
        for child in kind.__subclasses__():
            waiting.append(child)
            if child.__module__.startswith("liangxin.") and ".tests" not in child.__module__:
                found.append(child)
    return found


def test_every_term_has_a_chinese_label() -> None:
    # A format's label may be its letters alone ("PDF"); every other term speaks Chinese.
    silent = [f"{kind.__name__}.{member.name}" for kind in all_terms() for member in kind if not member.label]
    assert not silent
    chinese = sum(bool(CHINESE.search(member.label)) for kind in all_terms() for member in kind)
    assert chinese > 0


def test_every_tone_of_a_term_is_one_that_screens_have() -> None:
    toned = [member for kind in all_terms() for member in kind if hasattr(member, "tone")]
    unknown = [f"{type(member).__name__}.{member.name}: {member.tone}" for member in toned if member.tone not in TONES]
    assert toned
    assert not unknown


def test_powers_and_deeds_are_named_by_their_package_and_unique() -> None:
    seen: dict[str, str] = {}
    for config in apps.get_app_configs():
        if not config.name.startswith("liangxin.") or not module_has_submodule(config.module, "terms"):
            continue
        terms = import_module(f"{config.name}.terms")
        for name in ("Power", "Deed"):
            for member in getattr(terms, name, ()):
                assert member.value.startswith(f"{config.label}."), f"{config.name}: {name}.{member.name}"
                assert seen.setdefault(f"{name}:{member.value}", config.name) == config.name
    assert seen


def test_an_indicator_is_promised_in_the_kinds_that_the_reader_finds() -> None:
    """Terms stand on the kernel alone, so the two lists are written twice; they may not part."""
    assert IndicatorKind.choices() == TargetKind.choices()
