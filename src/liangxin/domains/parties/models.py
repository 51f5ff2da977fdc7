"""Tables of parties. What is personal stands encrypted, with blind indexes to find what is equal."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from liangxin.domains.parties import terms
from liangxin.domains.parties.rules.facts import birth_day, identity_said
from liangxin.domains.parties.terms import IdentityKind, PartyField, PartyKind, PartyState
from liangxin.foundation.accounts.api import Account
from liangxin.foundation.fields import BlindIndexField, EncryptedTextField, PublicIdField, append_only, one_of
from liangxin.kernel.identifiers import modern_resident_id

# Purposes are bound into what is stored: they stay for ever, whatever is renamed.
NAME, IDENTITY, CONTACT = "parties.party.name", "parties.party.identity", "parties.party.contact"
PHONE, ADDRESS, ACCOUNT = "parties.party.phone", "parties.party.address", "parties.party.bank_account"
NAME_AND_BIRTH = "parties.party.name_and_birth"


# The lock on the parties makes two at once wait; the second sees what the first wrote.
_NO_OVERLAP = """
    PERFORM 1 FROM parties_party WHERE id IN (SELECT party_id FROM given) ORDER BY id FOR NO KEY UPDATE;
    EXECUTE 'SELECT 1 FROM given JOIN parties_roleperiod AS other
        ON other.party_id = given.party_id AND other.role = given.role AND other.id <> given.id
        AND daterange(other.since, other.until) && daterange(given.since, given.until) LIMIT 1';
    GET DIAGNOSTICS clashes = ROW_COUNT;
    IF clashes > 0 THEN
        RAISE EXCEPTION 'parties_roleperiod_no_overlap' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
"""


class Party(models.Model):
    """A person or an enterprise, once. A merged row leads to the one that is left, never over a third."""

    personal_data: ClassVar[str] = (
        "person_name、identity、contact、phone、address、bank_account：姓名、证件号码、联系人、电话、地址、收款账号，"
        "用于核对身份、联系和支付，加密保存；目的、依据和期限逐项见data/keeping.yaml，期满由系统清空，行本身保留。"
    )

    public_id = PublicIdField()
    kind = models.CharField("类别", max_length=10, choices=PartyKind.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="所属区划")
    state = models.CharField("状态", max_length=10, choices=PartyState.choices, default=PartyState.IN_USE.value)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    name = models.CharField("企业名称", max_length=terms.NAME_LIMIT, blank=True)
    plain_name = models.CharField("企业名称比较形式", max_length=terms.NAME_LIMIT * 2, blank=True)
    person_name = EncryptedTextField("姓名", purpose=NAME, null=True)
    name_index = BlindIndexField(source="person_name", purpose=NAME)
    # Same name and same day of birth: found together, so that a number with a slip in it is.
    birth_index = BlindIndexField(source="name_and_birth", purpose=NAME_AND_BIRTH)
    identity_kind = models.CharField("证件类别", max_length=16, choices=IdentityKind.choices)
    identity = EncryptedTextField("证件号码", purpose=IDENTITY, null=True)
    identity_index = BlindIndexField(source="identity_said", purpose=IDENTITY)
    # What a 15-digit number became, to meet the holder's 18-digit one.
    modern_index = BlindIndexField(source="modern_said", purpose=IDENTITY)
    contact = EncryptedTextField("联系人", purpose=CONTACT, null=True)
    phone = EncryptedTextField("联系电话", purpose=PHONE, null=True)
    phone_index = BlindIndexField(source="phone", purpose=PHONE)
    address = EncryptedTextField("地址", purpose=ADDRESS, null=True)
    bank_account = EncryptedTextField("收款账号", purpose=ACCOUNT, null=True)
    account_index = BlindIndexField(source="bank_account", purpose=ACCOUNT)
    source = models.CharField("来源", max_length=terms.SOURCE_LIMIT)
    taken_on = models.DateField("登记日期")
    last_used_on = models.DateField("最近使用日期")
    forgotten_on = models.DateField("清空日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "个人与企业"
        ordering = ["id"]
        constraints = [
            one_of("kind", PartyKind, "parties_party"),
            one_of("state", PartyState, "parties_party"),
            one_of("identity_kind", IdentityKind, "parties_party"),
            models.UniqueConstraint(fields=["identity_index"], name="parties_party_identity_once"),
            models.CheckConstraint(
                condition=(Q(state="merged") & Q(merged_into__isnull=False))
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="parties_party_merged_leads_on",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="parties_party_not_its_own_heir"
            ),
            models.CheckConstraint(
                condition=~Q(state="in_use") | Q(identity_index__isnull=False), name="parties_party_in_use_is_named"
            ),
            models.CheckConstraint(
                condition=~Q(state="forgotten")
                | Q(
                    forgotten_on__isnull=False,
                    identity_index__isnull=True,
                    name_index__isnull=True,
                    phone_index__isnull=True,
                    account_index__isnull=True,
                ),
                name="parties_party_forgotten_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(kind="person", name="") | (Q(kind="enterprise") & ~Q(name="")),
                name="parties_party_name_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="enterprise", identity_kind="uscc") | (Q(kind="person") & ~Q(identity_kind="uscc")),
                name="parties_party_identity_of_kind",
            ),
        ]
        indexes = [
            # who has this telephone, this account; and what looks like one
            models.Index(fields=["phone_index"], name="parties_party_phone"),
            models.Index(fields=["account_index"], name="parties_party_account"),
            models.Index(fields=["birth_index"], name="parties_party_birth"),
            models.Index(fields=["modern_index"], condition=Q(modern_index__isnull=False), name="parties_party_modern"),
            models.Index(fields=["plain_name"], condition=Q(kind="enterprise"), name="parties_party_firm_name"),
            # the list of a region, kind by kind
            models.Index(fields=["region", "kind", "id"], name="parties_party_of_region"),
            # what may be past its time
            models.Index(fields=["last_used_on"], name="parties_party_last_used"),
        ]

    def __str__(self) -> str:
        return self.name or f"个人 {self.public_id}"  # never a personal name: this goes into logs

    @property
    def identity_said(self) -> str:
        return identity_said(PartyKind.of(self.kind), self.identity or "")

    @property
    def modern_said(self) -> str:
        if self.identity_kind != IdentityKind.OLD_RESIDENT or not self.identity:
            return ""
        return identity_said(PartyKind.PERSON, modern_resident_id(self.identity))

    @property
    def name_and_birth(self) -> str:
        born = birth_day(IdentityKind.of(self.identity_kind), self.identity or "")
        return f"{self.person_name}{born:%Y%m%d}" if self.person_name and born else ""


class Place(models.Model):
    """Another region that deals with a party, besides the one where it was entered first."""

    personal_data: ClassVar[str] = "none"

    party = models.ForeignKey(Party, models.CASCADE, related_name="places", verbose_name="主体")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="区划")
    source = models.CharField("来源", max_length=terms.SOURCE_LIMIT)
    since = models.DateField("起始日期")

    class Meta:
        verbose_name = verbose_name_plural = "往来区划"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["party", "region"], name="parties_place_once")]

    def __str__(self) -> str:
        return f"{self.party}·{self.region}"


class RolePeriod(models.Model):
    """A party takes part as something from a day to a day, half-open."""

    personal_data: ClassVar[str] = "none"

    party = models.ForeignKey(Party, models.CASCADE, related_name="roles", verbose_name="主体")
    role = models.CharField("角色", max_length=12, choices=terms.PartyRole.choices)
    since = models.DateField("起始日期")
    until = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "角色期间"
        ordering = ["party", "role", "since"]
        constraints = [
            one_of("role", terms.PartyRole, "parties_roleperiod"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="parties_roleperiod_days_in_order"
            ),
        ]
        # All that hold a role: the list of merchants, of recyclers.
        indexes = [models.Index(fields=["role", "party"], name="parties_roleperiod_of_role")]
        triggers = [
            # No btree_gist in the embedded server, hence no exclusion constraint. A statement is checked whole, against
            # a plan made for its size (EXECUTE): row by row, giving thousands of roles at once would take minutes.
            pgtrigger.Trigger(
                name=f"parties_roleperiod_no_overlap_{operation.lower()}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=getattr(pgtrigger, operation),
                referencing=pgtrigger.Referencing(new="given"),  # type: ignore[no-untyped-call]  # untyped there
                declare=[("clashes", "bigint")],
                func=_NO_OVERLAP,
            )
            for operation in ("Insert", "Update")
        ]

    def __str__(self) -> str:
        return f"{self.party}·{self.role}"


class Keeping(models.Model):
    """What is special of one field of one party: consent given and taken back, emptied when and why."""

    personal_data: ClassVar[str] = "none"

    party = models.ForeignKey(Party, models.CASCADE, related_name="keepings", verbose_name="主体")
    field = models.CharField("内容", max_length=16, choices=PartyField.choices)
    consented_on = models.DateField("同意日期", null=True, blank=True)
    wording = models.CharField("告知书版本", max_length=60, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    emptied_on = models.DateField("清空日期", null=True, blank=True)
    emptied_for = models.CharField("清空原因", max_length=12, choices=terms.EmptiedFor.choices, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "保存依据"
        ordering = ["party", "id"]
        constraints = [
            one_of("field", PartyField, "parties_keeping"),
            one_of("emptied_for", terms.EmptiedFor, "parties_keeping", empty=True),
            models.UniqueConstraint(fields=["party", "field"], name="parties_keeping_once"),
            models.CheckConstraint(
                condition=Q(consented_on__isnull=True) | ~Q(wording=""), name="parties_keeping_consent_has_wording"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(consented_on__isnull=False),
                name="parties_keeping_withdrawn_was_given",
            ),
            models.CheckConstraint(
                condition=Q(emptied_on__isnull=True, emptied_for="")
                | (Q(emptied_on__isnull=False) & ~Q(emptied_for="")),
                name="parties_keeping_emptied_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}·{self.field}"


class Unmasking(models.Model):
    """Somebody saw what is personal of a party in plain text: who, which fields, why."""

    personal_data: ClassVar[str] = (
        "actor_name、reason：查看人姓名和事由，用于监督个人信息的使用；与留痕同期保留，不得修改或删除。"
    )

    happened = models.DateTimeField("时间", auto_now_add=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="unmaskings", verbose_name="主体")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name="账号")
    actor_name = models.CharField("查看人", max_length=64)
    fields = ArrayField(models.CharField(max_length=16), verbose_name="内容")
    reason = models.CharField("事由", max_length=terms.REASON_LIMIT)

    class Meta:
        verbose_name = verbose_name_plural = "原文查看记录"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(fields=[]), name="parties_unmasking_of_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="parties_unmasking_has_reason"),
        ]
        indexes = [
            # how much one person looks up
            models.Index(fields=["account", "happened"], name="parties_unmasking_of_account"),
            models.Index(fields=["happened"], name="parties_unmasking_when"),
        ]
        triggers = append_only("parties_unmasking")

    def __str__(self) -> str:
        return f"{self.happened:%Y-%m-%d %H:%M} {self.actor_name}"


class Pair(models.Model):
    """Two parties that may be one, the older row first; what a person has said of them stays said."""

    personal_data: ClassVar[str] = "decided_by、reason：判断人姓名和事由，用于追溯责任；与主体同期保留。"

    public_id = PublicIdField()
    left = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="先登记的")
    right = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="后登记的")
    reasons = ArrayField(models.CharField(max_length=16), verbose_name="理由")
    score = models.PositiveSmallIntegerField("把握")
    state = models.CharField("状态", max_length=10, choices=terms.PairState.choices, default=terms.PairState.OPEN.value)
    found_on = models.DateField("发现日期")
    decided_at = models.DateTimeField("判断时间", null=True, blank=True)
    decided_by = models.CharField("判断人", max_length=64, blank=True)
    reason = models.CharField("事由", max_length=terms.REASON_LIMIT, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "疑似重复"
        ordering = ["-score", "id"]
        constraints = [
            one_of("state", terms.PairState, "parties_pair"),
            models.UniqueConstraint(fields=["left", "right"], name="parties_pair_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="parties_pair_older_first"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=100), name="parties_pair_score_in_hundred"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="parties_pair_decided_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_id}·{self.right_id}"


class Merge(models.Model):
    """One merging: enough to take it back for some days; then `kept_before` is emptied and it stays as a fact."""

    personal_data: ClassVar[str] = (
        "kept_before：合并前保留主体的个人信息（加密），只为在撤销期内恢复，期满清空；"
        "merged_by、reason：经办人和事由，用于追溯责任，与主体同期保留。"
    )

    public_id = PublicIdField()
    kept = models.ForeignKey(Party, models.PROTECT, related_name="absorbed", verbose_name="保留的主体")
    gone = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="并入的主体")
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, related_name="+", verbose_name="疑似重复")
    taken = ArrayField(models.CharField(max_length=16), verbose_name="取自并入主体的内容", default=list)
    kept_before = EncryptedTextField("合并前内容", purpose="parties.merge.kept_before", null=True)
    roles = models.JSONField("角色期间", default=dict)  # of both before, and of the kept one after
    moved = models.JSONField("随之改动", default=dict)  # rows that led to the gone one, places added
    merged_on = models.DateField("合并日期")
    merged_by = models.CharField("经办人", max_length=64)
    reason = models.CharField("事由", max_length=terms.REASON_LIMIT)
    undone_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "合并"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="parties_merge_of_two"),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_on__isnull=True), name="parties_merge_gone_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
