"""Every address of the product."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from liangxin.config.api import api
from liangxin.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("desk/", admin.site.urls),
    path("", include("liangxin.faces.portal.web")),
    path("", include("liangxin.faces.workbench.urls")),
    path("plans/", include("liangxin.domains.plans.web.urls")),
    path("api/", api.urls),
    path("regions/", include("liangxin.domains.regions.web.urls")),
    path("indicators/", include("liangxin.domains.indicators.web.urls")),
    path("parties/", include("liangxin.domains.parties.web.urls")),
    path("standards/", include("liangxin.domains.standards.web.urls")),
    path("registers/", include("liangxin.domains.registers.web.urls")),
    path("funds/", include("liangxin.domains.funds.web.urls")),
    path("schemes/", include("liangxin.domains.schemes.web.urls")),
    path("guide/", include("liangxin.domains.schemes.web.guide.urls")),
    path("market/", include("liangxin.domains.schemes.web.market.urls")),
    path("my/claims/", include("liangxin.domains.claims.web.claim.urls")),
    path("my/", include("liangxin.domains.claims.web.citizen.urls")),
    path("shop/", include("liangxin.domains.claims.web.shop.urls")),
    path("claims/", include("liangxin.domains.claims.web.urls")),
    path("progress/", include("liangxin.domains.progress.web.urls")),
]

handler403 = "liangxin.foundation.ui.errors.forbidden"
handler404 = "liangxin.foundation.ui.errors.not_found"
handler500 = "liangxin.foundation.ui.errors.broken"
