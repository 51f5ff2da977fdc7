"""Every address of the product."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("liangxin.faces.portal.web")),
    path("", include("liangxin.faces.workbench.urls")),
]

handler403 = "liangxin.foundation.ui.errors.forbidden"
handler404 = "liangxin.foundation.ui.errors.not_found"
handler500 = "liangxin.foundation.ui.errors.broken"
