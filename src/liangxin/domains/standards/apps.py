"""Tells Django about the package, and the rail about its screens."""

from __future__ import annotations

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """The catalogue of standards."""

    name = "liangxin.domains.standards"
    label = "standards"
    verbose_name = "标准"
