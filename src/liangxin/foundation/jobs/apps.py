"""The jobs as a Django app: at start every package's `jobs` are found and the timetable is handed to the queue."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "liangxin.foundation.jobs"
    label = "jobs"
    verbose_name = "任务"

    def ready(self) -> None:
        from liangxin.foundation.jobs import housekeeping, queue  # noqa: F401 - found by being imported; models are loaded now

        autodiscover_modules("jobs")
        queue.hand_over_timetable()
