"""Tells Django about the package."""

from __future__ import annotations

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The catalogue of indicators."""

    name = "liangxin.domains.indicators"
    label = "indicators"
    verbose_name = "指标目录"
