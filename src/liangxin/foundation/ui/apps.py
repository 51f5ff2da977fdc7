"""The screens' ground as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "liangxin.foundation.ui"
    label = "ui"
    verbose_name = "界面"
