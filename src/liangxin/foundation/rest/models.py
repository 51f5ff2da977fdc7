"""The tokens by which other systems call: kept as a digest, with an end."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from liangxin.foundation.fields import PublicIdField


class AccessToken(models.Model):
    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_tokens", verbose_name="账号"
    )
    label = models.CharField("用途", max_length=64)
    digest = models.CharField("摘要", max_length=64, unique=True)
    created = models.DateTimeField("建立时间", auto_now_add=True)
    expires = models.DateField("有效期至")
    last_used = models.DateField("最近使用日", null=True)
    revoked = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "访问令牌"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$"), name="rest_token_kept_as_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.label
