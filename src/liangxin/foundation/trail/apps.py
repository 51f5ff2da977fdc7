"""The trail as a Django app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "liangxin.foundation.trail"
    label = "trail"
    verbose_name = "留痕"

    def ready(self) -> None:
        from liangxin.foundation.accounts.api import register_witness  # models are loaded only now
        from liangxin.foundation.trail.record import record

        register_witness(record)
