"""Tells Django about the package, and the rail and other pages about its screens."""

from __future__ import annotations

from typing import ClassVar

from django.apps import AppConfig

from liangxin.foundation.ui.navigation import NavItem


class ClaimsConfig(AppConfig):
    """Vouchers, claims, reviews."""

    name = "liangxin.domains.claims"
    label = "claims"
    verbose_name = "补贴申领"
    navigation: ClassVar[list[NavItem]] = []
