"""Addresses of progress."""

from __future__ import annotations

from django.urls import path

from liangxin.domains.progress.web import region, sources, target, tasks
from liangxin.domains.progress.web.rounds import returns, rounds

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
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<uuid:public_id>/", rounds.round_board, name="round"),
    path("rounds/<uuid:public_id>/close/", rounds.round_close, name="round_close"),
    path("rounds/<uuid:public_id>/reopen/", rounds.round_reopen, name="round_reopen"),
    path("returns/", returns.return_list, name="returns"),
    path("returns/<uuid:public_id>/", returns.return_page, name="return"),
    path("returns/fields/<uuid:public_id>/", returns.field, name="return_field"),
    path("returns/fields/<uuid:public_id>/assure/", returns.assure, name="return_assure"),
    path("returns/fields/<uuid:public_id>/ask/", returns.ask, name="return_ask"),
    path("returns/questions/<uuid:public_id>/answer/", returns.answer_question, name="return_answer"),
]
