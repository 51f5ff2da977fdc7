"""Schemes for other programmes, by subject: goods, merchants and events; rules in force. Reading only."""

from ninja import Router

from liangxin.domains.schemes.rest.market import router as of_market
from liangxin.domains.schemes.rest.policies import router as of_policies

router = Router(tags=["schemes"])
router.add_router("", of_market)
router.add_router("", of_policies)

__all__ = ["router"]
