"""The staff's face as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liangxin.faces.workbench.terms import Power
from liangxin.foundation.messages.terms import Power as MessagePower
from liangxin.foundation.ui.navigation import NavItem


class WorkbenchConfig(AppConfig):
    name = "liangxin.faces.workbench"
    label = "workbench"
    verbose_name = "工作台"
    navigation = [
        NavItem(_("首页"), "home", order=0, icon="home"),
        NavItem(_("消息"), "messages", order=1, icon="bell"),
        NavItem(_("后台任务"), "jobs", order=2, icon="going"),
        NavItem(_("群机器人"), "channels", MessagePower.CHANNELS, _("组织"), order=85, icon="globe"),
        NavItem(_("大屏"), "screen-here", Power.SCREEN, order=3, icon="screen"),
    ]
