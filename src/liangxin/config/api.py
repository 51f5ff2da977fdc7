"""The API of the product: one router a package."""

from __future__ import annotations

from liangxin.domains.funds.rest import router as funds
from liangxin.domains.indicators.rest import router as indicators
from liangxin.domains.parties.rest import router as parties
from liangxin.domains.plans.rest import router as plans
from liangxin.domains.progress.rest import router as progress
from liangxin.domains.registers.rest import router as registers
from liangxin.domains.schemes.rest import router as schemes
from liangxin.domains.standards.rest import router as standards
from liangxin.foundation.rest.api import new_api

api = new_api()
api.add_router("/funds", funds)
api.add_router("/indicators", indicators)
api.add_router("/parties", parties)
api.add_router("/plans", plans)
api.add_router("/progress", progress)
api.add_router("/registers", registers)
api.add_router("/schemes", schemes)
api.add_router("/standards", standards)
