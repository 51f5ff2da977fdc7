"""What every table owes: where its keys point, what it says of personal data, that the database knows its states."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.sources import ROOT


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("liangxin.")]


def tier_of() -> dict[str, int]:
    """Domain package → its line in the tiers contract, 0 at the bottom."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if contract["id"] == "tiers")
    places = {}
    for height, line in enumerate(reversed(lines)):
        for package in line.split("|"):
            places[package.strip(" ()")] = height
    return places


def domain_of(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[2] if parts[1] == "domains" else None


def foreign_keys() -> Iterator[tuple[type[models.Model], models.Field, type[models.Model]]]:
    for model in our_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and isinstance(field.related_model, type):
                yield model, field, field.related_model


def test_foreign_keys_point_down() -> None:
    tiers = tier_of()
    wrong = []
    for model, field, other in foreign_keys():
        mine, theirs = domain_of(model), domain_of(other)
        is_below = model.__module__.startswith(("liangxin.foundation.", "liangxin.kernel."))
        upward = theirs is not None and (is_below or (mine and mine != theirs and tiers[theirs] >= tiers[mine]))
        if upward:
            wrong.append(f"{model.__name__}.{field.name} → {other.__name__}")
    assert not wrong, "a key may point to the same package or to a lower tier only"


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_a_model_says_whether_it_holds_personal_data(model: type[models.Model]) -> None:
    statement = getattr(model, "personal_data", None)
    assert isinstance(statement, str), "personal_data: 'none', or fields, purpose and retention in a sentence"
    assert statement


def test_the_database_knows_every_state() -> None:
    missing = []
    for model in our_models():
        checks = " ".join(str(getattr(constraint, "condition", "")) for constraint in model._meta.constraints)
        missing += [
            f"{model.__name__}.{field.name}"
            for field in model._meta.concrete_fields
            if field.choices and field.name not in checks
        ]
    assert not missing, "a field with choices needs a named CheckConstraint over its values"


def test_every_constraint_and_index_is_named_after_its_table() -> None:
    wrong = [
        constraint.name
        for model in our_models()
        for constraint in [*model._meta.constraints, *model._meta.indexes]
        if not str(constraint.name).startswith(model._meta.app_label)
    ]
    assert not wrong, "name them <package>_<table>_<what>"
