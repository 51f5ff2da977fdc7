"""The staff's face as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.foundation.ui.navigation import NavItem


class WorkbenchConfig(AppConfig):
    name = "liangxin.faces.workbench"
    label = "workbench"
    verbose_name = "工作台"
    navigation = [
        NavItem(_("首页"), "home", order=0, icon="home"),
        NavItem(_("后台任务"), "jobs", order=1, icon="bell"),
    ]
