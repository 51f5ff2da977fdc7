"""The announcements as a Django app: at start every package's `reactions` are found."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AnnounceConfig(AppConfig):
    name = "liangxin.foundation.announce"
    label = "announce"
    verbose_name = "通告"

    def ready(self) -> None:
        autodiscover_modules("reactions")
