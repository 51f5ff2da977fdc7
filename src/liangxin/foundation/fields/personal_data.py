"""The statement on personal data that every model makes, for the data dictionary and its test.

A model says `personal_data: ClassVar[str] = "none"`, or a sentence that names the fields, what for and how long.
"""

from __future__ import annotations

from django.apps import apps

NONE = "none"


def personal_data_statements() -> dict[str, str | None]:
    """The statement of each of our models by its label; None where a model makes none."""
    return {
        model._meta.label: vars(model).get("personal_data")
        for model in apps.get_models()
        if model.__module__.startswith("liangxin.")
    }
