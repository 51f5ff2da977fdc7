"""Tables of vouchers: rights to a subsidy that are kept for a person until a moment."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from liangxin.domains.claims.models.claims import Claim
from liangxin.domains.claims.terms import VoucherState
from liangxin.foundation.fields import PublicIdField, one_of

# What is cancelled or has lapsed goes back to its drive, whoever does it, in the same transaction. Statement by
# statement, so that a thousand that lapse cost one look; a change that gives nothing back locks no drive.
_GIVE_BACK = """
    UPDATE claims_drive SET returned = returned + gone.count
      FROM (SELECT was.drive_id, count(*) FILTER (WHERE now.state IN ('cancelled', 'lapsed'))
                     - count(*) FILTER (WHERE was.state IN ('cancelled', 'lapsed')) AS count
              FROM was JOIN now ON now.id = was.id WHERE was.drive_id IS NOT NULL GROUP BY was.drive_id) gone
     WHERE claims_drive.id = gone.drive_id AND gone.count <> 0;
    RETURN NULL;
"""


class Voucher(models.Model):
    """A person's right to one subsidy of a family and category until a moment; `claim` is the one that uses it.

    `code` is what the person shows at the till. A claim that is reversed before the voucher has run out opens it again.
    `drive` is where it came from.
    """

    personal_data: ClassVar[str] = "party 指向个人：资格券归属，用于核定补贴资格，至补贴档案保管期满。"

    public_id = PublicIdField()
    code = models.CharField("券码", max_length=20, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="地区")
    family = models.CharField("类别", max_length=60)
    category = models.CharField("品类", max_length=30)
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", verbose_name="持有人")
    drive = models.ForeignKey(
        "claims.Drive", models.PROTECT, related_name="vouchers", verbose_name="发放活动", null=True, blank=True
    )
    state = models.CharField("状态", max_length=9, choices=VoucherState.choices, default=VoucherState.OPEN.value)
    claim = models.OneToOneField(
        Claim, models.PROTECT, related_name="voucher", verbose_name="申领", null=True, blank=True
    )
    issued_at = models.DateTimeField("发放时间")
    expires_at = models.DateTimeField("有效期至")

    class Meta:
        verbose_name = verbose_name_plural = "资格券"
        ordering = ["-id"]
        constraints = [
            one_of("state", VoucherState, "claims_voucher"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="claims_voucher_days_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["held", "used"], claim__isnull=False)
                | Q(state__in=["open", "cancelled", "lapsed"], claim__isnull=True),
                name="claims_voucher_used_by_a_claim",
            ),
            models.UniqueConstraint(
                fields=["party", "family", "category"],
                condition=Q(state__in=["open", "held"]),
                name="claims_voucher_one_open_a_person",
            ),
            models.UniqueConstraint(
                fields=["drive", "party"], condition=Q(drive__isnull=False), name="claims_voucher_one_a_drive"
            ),
        ]
        indexes = [
            # what a person has had, newest first
            models.Index(fields=["party", "id"], name="claims_voucher_of_party"),
            # what may have run out
            models.Index(fields=["expires_at"], condition=Q(state="open"), name="claims_voucher_running_out"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="claims_voucher_gives_back",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="was", new="now"),  # type: ignore[no-untyped-call]  # untyped there
                func=_GIVE_BACK,
            )
        ]

    def __str__(self) -> str:
        return self.code
