"""The files as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "liangxin.foundation.files"
    label = "files"
    verbose_name = "文件"
