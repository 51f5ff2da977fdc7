"""Tables of admitted merchants: applications with checks and papers, merchants with dated changes, shops, tills."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.schemes.terms import (
    ADDRESS_LIMIT,
    FIRM_NAME_LIMIT,
    REASON_LIMIT,
    ApplicationState,
    ChangeVerb,
    CheckAnswer,
    PaperKind,
    TryKind,
)
from liangxin.foundation.fields import (
    EncryptedTextField,
    PublicIdField,
    append_only,
    one_of,
)

_CATEGORY = 12


class MerchantIntake(models.Model):
    """When a region takes applications of merchants, both days included, and what it tells them."""

    personal_data: ClassVar[str] = "none"

    region = models.OneToOneField("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    opens_on = models.DateField("开始受理")
    closes_on = models.DateField("停止受理", null=True, blank=True)
    notice = models.CharField("受理说明", max_length=600, blank=True)
    phone = models.CharField("咨询电话", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "商户受理时间"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="schemes_merchantintake_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.opens_on}"


class Merchant(models.Model):
    """An enterprise that a region has admitted; how it stands is folded from its changes and kept here for lists."""

    personal_data: ClassVar[str] = (
        "name：个体工商户的名称可能含经营者姓名，属于依法公示的登记信息，用于公示准入商户；退出后按档案管理期限保存。"
    )

    public_id = PublicIdField()
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="企业")
    name = models.CharField("名称", max_length=FIRM_NAME_LIMIT)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    categories = ArrayField(models.CharField(max_length=_CATEGORY), verbose_name="准入品类", default=list)
    admitted_from = models.DateField("准入日期")
    admitted_until = models.DateField("准入到期（不含）", null=True, blank=True)
    suspended_from = models.DateField("暂停日期", null=True, blank=True)
    suspended_until = models.DateField("暂停到期（不含）", null=True, blank=True)
    withdrawn_on = models.DateField("退出日期", null=True, blank=True)
    sent = models.ForeignKey(
        "schemes.SentList", models.PROTECT, related_name="+", verbose_name="工作簿", null=True, blank=True
    )
    clock = models.PositiveIntegerField("修改次数", default=0)
    taken_back_at = models.DateTimeField("撤销登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "商户"
        ordering = ["region", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "uscc"], condition=Q(taken_back_at__isnull=True), name="schemes_merchant_once"
            ),
            models.CheckConstraint(
                condition=Q(admitted_until__isnull=True) | Q(admitted_until__gt=F("admitted_from")),
                name="schemes_merchant_admitted_in_order",
            ),
            models.CheckConstraint(
                condition=Q(suspended_until__isnull=True) | Q(suspended_until__gte=F("suspended_from")),
                name="schemes_merchant_suspended_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """What an enterprise asks for, by itself without an account or through the office."""

    personal_data: ClassVar[str] = (
        "contact、phone：联系人姓名和电话，加密保存，用于通知申请结果；entered_by、reviewed_by、decided_by：经办人员的账号，"
        "用于追溯。申请不予准入或撤回后保留两年，准入的与商户档案同期保存。"
    )

    public_id = PublicIdField()
    number = models.CharField("受理编号", max_length=24, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    state = models.CharField(
        "状态", max_length=9, choices=ApplicationState.choices, default=ApplicationState.SUBMITTED.value
    )
    name = models.CharField("企业名称", max_length=FIRM_NAME_LIMIT)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    address = models.CharField("住所", max_length=ADDRESS_LIMIT)
    contact = EncryptedTextField("联系人", purpose="schemes.application.contact")
    phone = EncryptedTextField("联系电话", purpose="schemes.application.phone")
    categories = ArrayField(models.CharField(max_length=_CATEGORY), verbose_name="申请品类", default=list)
    takes_old = models.BooleanField("能够回收旧货")
    shop_name = models.CharField("门店名称", max_length=FIRM_NAME_LIMIT)
    shop_address = models.CharField("门店地址", max_length=ADDRESS_LIMIT)
    shop_phone = models.CharField("门店电话", max_length=40, blank=True)
    note = models.CharField("退回或不予准入的原因", max_length=REASON_LIMIT, blank=True)
    entered_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="代录人", null=True, blank=True
    )
    submitted_at = models.DateTimeField("提交时间")
    reviewed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="审核人", null=True, blank=True
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="批准人", null=True, blank=True
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    merchant = models.ForeignKey(
        Merchant, models.PROTECT, related_name="applications", verbose_name="商户", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "商户申请"
        ordering = ["-submitted_at", "-id"]
        constraints = [
            one_of("state", ApplicationState, "schemes_application"),
            models.UniqueConstraint(
                fields=["region", "uscc"],
                condition=Q(state__in=["submitted", "reviewed", "returned"]),
                name="schemes_application_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reviewed", "admitted"]) | Q(reviewed_at__isnull=False),
                name="schemes_application_reviewed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["admitted", "refused"]) | Q(decided_at__isnull=False),
                name="schemes_application_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "refused"]) | ~Q(note=""), name="schemes_application_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="admitted") | Q(merchant__isnull=False), name="schemes_application_has_merchant"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(reviewed_by=F("decided_by")),
                name="schemes_application_four_eyes",
            ),
        ]
        indexes = [models.Index(fields=["region", "state"], name="schemes_application_waiting")]

    def __str__(self) -> str:
        return self.number


class ItemChecked(models.Model):
    """What the reviewer found of an item of the checklist; the latest answer holds, the earlier ones stay."""

    personal_data: ClassVar[str] = "checked_by：审核人员的账号，用于追溯；与申请同期保存。"

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks", verbose_name="申请")
    item = models.CharField("项目", max_length=30)
    answer = models.CharField("结论", max_length=8, choices=CheckAnswer.choices)
    note = models.CharField("说明", max_length=REASON_LIMIT, blank=True)
    checked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="审核人", null=True, blank=True
    )
    checked_at = models.DateTimeField("审核时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "核对记录"
        ordering = ["application", "item", "id"]
        constraints = [one_of("answer", CheckAnswer, "schemes_itemchecked")]
        triggers = append_only("schemes_itemchecked")

    def __str__(self) -> str:
        return f"{self.application_id} {self.item}"


class Paper(models.Model):
    """A file that an application came with."""

    personal_data: ClassVar[str] = "file：证照和承诺书可能载有经营者姓名，仅审核人员可看，用于审核；与申请同期保存。"

    public_id = PublicIdField()
    application = models.ForeignKey(Application, models.PROTECT, related_name="papers", verbose_name="申请")
    kind = models.CharField("种类", max_length=9, choices=PaperKind.choices)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    file_name = models.CharField("文件名", max_length=200)
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请材料"
        ordering = ["application", "id"]
        constraints = [one_of("kind", PaperKind, "schemes_paper")]

    def __str__(self) -> str:
        return self.file_name


class MerchantChange(models.Model):
    """A dated change of how a merchant stands; only added."""

    personal_data: ClassVar[str] = "decided_by、reviewed_by：经办人员的账号，用于追溯；与商户档案同期保存。"

    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="changes", verbose_name="商户")
    verb = models.CharField("变动", max_length=8, choices=ChangeVerb.choices)
    from_day = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)
    categories = ArrayField(models.CharField(max_length=_CATEGORY), verbose_name="准入品类", default=list)
    reason = models.CharField("事由", max_length=REASON_LIMIT, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="审核人", null=True, blank=True
    )
    decided_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name="决定人", null=True, blank=True
    )
    decided_at = models.DateTimeField("决定时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "商户变动"
        ordering = ["merchant", "from_day", "id"]
        constraints = [
            one_of("verb", ChangeVerb, "schemes_merchantchange"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("from_day")),
                name="schemes_merchantchange_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(verb__in=["suspend", "withdraw"]) | ~Q(reason=""),
                name="schemes_merchantchange_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(verb="admit")
                | Q(reviewed_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(reviewed_by=F("decided_by")),
                name="schemes_merchantchange_four_eyes",
            ),
        ]
        triggers = append_only("schemes_merchantchange")

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.verb} {self.from_day}"


class Shop(models.Model):
    """A shop of a merchant; it is closed, never deleted."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="shops", verbose_name="商户")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所在区划")
    name = models.CharField("门店名称", max_length=FIRM_NAME_LIMIT)
    address = models.CharField("地址", max_length=ADDRESS_LIMIT)
    phone = models.CharField("电话", max_length=40, blank=True)  # a business's public number
    lng = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    categories = ArrayField(models.CharField(max_length=_CATEGORY), verbose_name="经营品类", default=list)
    takes_old = models.BooleanField("能够回收旧货", null=True, blank=True)
    opened_on = models.DateField("参加日期", null=True, blank=True)
    closed_on = models.DateField("关闭日期（不含）", null=True, blank=True)
    close_reason = models.CharField("关闭事由", max_length=REASON_LIMIT, blank=True)
    sent = models.ForeignKey(
        "schemes.SentList", models.PROTECT, related_name="+", verbose_name="工作簿", null=True, blank=True
    )
    clock = models.PositiveIntegerField("修改次数", default=0)
    taken_back_at = models.DateTimeField("撤销登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "门店"
        ordering = ["merchant", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["merchant", "name"],
                condition=Q(closed_on__isnull=True, taken_back_at__isnull=True),
                name="schemes_shop_name_once",
            ),
            models.CheckConstraint(
                condition=Q(lng__isnull=True, lat__isnull=True) | Q(lng__isnull=False, lat__isnull=False),
                name="schemes_shop_place_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(close_reason=""), name="schemes_shop_closed_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Till(models.Model):
    """A till of a shop, by the acquirer's number of the terminal; in use from a day to a day."""

    personal_data: ClassVar[str] = "none"

    public_id = PublicIdField()
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="tills", verbose_name="门店")
    number = models.CharField("终端号", max_length=40)
    active_from = models.DateField("启用日期")
    active_until = models.DateField("停用日期（不含）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收银终端"
        ordering = ["shop", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(active_until__isnull=True), name="schemes_till_active_once"
            ),
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
                name="schemes_till_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PublicTry(models.Model):
    """That somebody without an account tried something, so that it can be slowed down; kept for a day."""

    personal_data: ClassVar[str] = "source：访问地址的盲索引，不可还原，用于限制频繁操作；保留一天。"

    kind = models.CharField("操作", max_length=7, choices=TryKind.choices)
    source = models.CharField("来源", max_length=64)
    tried_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "公众操作"
        constraints = [one_of("kind", TryKind, "schemes_publictry")]
        indexes = [models.Index(fields=["kind", "source", "tried_at"], name="schemes_publictry_recent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.tried_at}"
