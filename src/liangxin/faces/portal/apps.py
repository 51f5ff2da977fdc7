"""The public face as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "liangxin.faces.portal"
    label = "portal"
    verbose_name = "公众门户"
