"""Repair desk of schemes: to look at; no rule lives here."""

from __future__ import annotations

from django.contrib import admin

from liangxin.domains.schemes.models import Application, Goods, Merchant, PromotionEvent, SentList, Shop
from liangxin.foundation.accounts.desk import LookOnly


@admin.register(Goods)
class GoodsDesk(LookOnly):
    list_display = ("barcode", "region", "category", "brand", "model", "state")
    list_select_related = ("region",)
    search_fields = ("barcode", "brand", "model")


@admin.register(Merchant)
class MerchantDesk(LookOnly):
    list_display = ("name", "uscc", "region", "admitted_from", "admitted_until")
    list_select_related = ("region",)
    search_fields = ("name", "uscc")


@admin.register(Shop)
class ShopDesk(LookOnly):
    list_display = ("name", "merchant", "address", "opened_on", "closed_on")
    list_select_related = ("merchant",)
    search_fields = ("name",)


@admin.register(Application)
class ApplicationDesk(LookOnly):
    list_display = ("number", "region", "name", "state")
    list_select_related = ("region",)
    search_fields = ("number", "name")
    exclude = ("contact", "phone")


@admin.register(PromotionEvent)
class EventDesk(LookOnly):
    list_display = ("name", "region", "kind", "first_day", "last_day")
    list_select_related = ("region",)
    search_fields = ("name",)


@admin.register(SentList)
class SentDesk(LookOnly):
    list_display = ("file_name", "region", "subject", "state")
    list_select_related = ("region",)
    search_fields = ("file_name",)
