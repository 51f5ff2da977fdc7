"""REST as a Django app."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "liangxin.foundation.rest"
    label = "rest"
    verbose_name = "接口"
