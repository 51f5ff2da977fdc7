"""The trail as a Django app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "liangxin.foundation.trail"
    label = "trail"
    verbose_name = "留痕"
