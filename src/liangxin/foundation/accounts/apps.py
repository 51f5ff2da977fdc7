"""The accounts as a Django app, and the repair desk in the place of Django's admin."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "liangxin.foundation.accounts"
    label = "accounts"
    verbose_name = "账号"
    default = True


class RepairDeskConfig(admin_apps.AdminConfig):
    default_site = "liangxin.foundation.accounts.desk.RepairDesk"
    default = False
