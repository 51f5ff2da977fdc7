"""Addresses of progress."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web import region, sources, target, tasks
from liangxin.domains.progress.web.bulletins.urls import urlpatterns as of_bulletins
from liangxin.domains.progress.web.matters.urls import urlpatterns as of_matters
from liangxin.domains.progress.web.meetings.urls import urlpatterns as of_meetings
from liangxin.domains.progress.web.reminding.urls import urlpatterns as of_reminding
from liangxin.domains.progress.web.rounds.urls import urlpatterns as of_rounds
from liangxin.domains.progress.web.supervision.urls import urlpatterns as of_supervision
from liangxin.domains.progress.web.upper.urls import urlpatterns as of_upper_forms

app_name = "progress"
urlpatterns = [
    path("", region.here, name="here"),
    path("regions/<str:code>/", region.region_page, name="region"),
    path("regions/<str:code>/refresh/", region.refresh, name="refresh"),
    path("targets/<uuid:public_id>/", target.target_page, name="target"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/mine/", tasks.my_tasks, name="tasks_mine"),
    path("tasks/silent/", tasks.silent_tasks, name="tasks_silent"),
    path("tasks/waiting-for-us/", tasks.waiting_for_us, name="tasks_waiting_for_us"),
    path("tasks/we-wait/", tasks.we_wait, name="tasks_we_wait"),
    path("tasks/<uuid:public_id>/", tasks.task_page, name="task"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<str:code>/confirm/", sources.confirm_all, name="sources_confirm"),
    path("sources/<str:code>/propose/", sources.propose_all, name="sources_propose"),
    *of_rounds,
    *of_supervision,
    *of_meetings,
    *of_matters,
    *of_upper_forms,
    *of_reminding,
    *of_bulletins,
]
