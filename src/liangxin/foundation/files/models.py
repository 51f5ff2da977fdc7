"""One content, once: whoever refers to it keeps the name under which it came to them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from liangxin.foundation.fields import PublicIdField


class StoredFile(models.Model):
    personal_data: ClassVar[str] = (
        "name 及文件内容可能含个人信息：作为业务材料保存，期限随引用它的业务；访问由引用它的业务包判定。"
    )

    public_id = PublicIdField()
    sha256 = models.CharField("摘要", max_length=64, unique=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    name = models.CharField("首次上传时的名称", max_length=200)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="首次上传人"
    )
    created = models.DateTimeField("首次上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="files_file_digest_well_formed"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_file_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.sha256[:12]}）"
