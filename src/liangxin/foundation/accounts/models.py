"""The account that signs in. What it may do and where is not here: standings come from the packages above."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower

from liangxin.foundation.accounts.terms import Language
from liangxin.foundation.fields import EncryptedTextField, PublicIdField


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        # People type their name in any case; the unique constraint below makes sure that only one answers.
        return self.get(username__iexact=username)

    def create_user(self, username: str, password: str | None = None, **values: Any) -> Account:
        account = self.model(username=Account.normalize_username(username), **values)
        account.set_password(password)
        account.full_clean(exclude=["password"])
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **values: Any) -> Account:
        """Django's `createsuperuser`: an account that may open the repair desk."""
        return self.create_user(username, password, is_staff=True, **values)


class Account(AbstractBaseUser):
    personal_data: ClassVar[str] = (
        "username、name、email：工作人员和企业经办人的登录名、姓名、邮箱，用于登录、留痕和通知；账号停用后保留，与留痕同期。"
    )

    username = models.CharField("用户名", max_length=64, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField("姓名", max_length=64)
    public_id = PublicIdField()
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    is_staff = models.BooleanField("可进维护台", default=False)
    language = models.CharField("界面语言", max_length=16, choices=Language.choices, default=Language.CHINESE.value)
    must_change_password = models.BooleanField("须先修改密码", default=False)
    created = models.DateTimeField("建立时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = AccountManager()

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="accounts_account_username_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=[language.value for language in Language]),
                name="accounts_account_language_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.username}）"

    # The repair desk asks Django's permissions; ours are standings, and the desk is open to its staff as a whole.
    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 - Django's signature
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 - Django's signature
        return self.is_active and self.is_staff


class SecondFactor(models.Model):
    """The secret shared with an authenticator, and what keeps its codes from being guessed or used twice."""

    personal_data: ClassVar[str] = "secret：两步验证密钥（加密保存），仅用于登录；停用两步验证时删除。"

    account = models.OneToOneField(Account, models.CASCADE, related_name="second_factor", verbose_name="账号")
    secret = EncryptedTextField("密钥", purpose="accounts.second_factor.secret")
    confirmed = models.BooleanField("已启用", default=False)
    last_counter = models.BigIntegerField("最近用过的时间步", default=0)
    failures = models.PositiveSmallIntegerField("连续失败次数", default=0)
    last_failure = models.DateTimeField("最近失败时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "两步验证"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failures=0) | models.Q(last_failure__isnull=False),
                name="accounts_second_factor_failures_have_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.account.username


class RecoveryCode(models.Model):
    """A code for the day the telephone is lost: kept as a digest, good for one sign-in."""

    personal_data: ClassVar[str] = "none"

    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes", verbose_name="账号")
    digest = models.CharField("摘要", max_length=64)
    used = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="accounts_recovery_code_once"),
        ]

    def __str__(self) -> str:
        return self.account.username
