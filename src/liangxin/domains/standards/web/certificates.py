"""The list of certificates, those that end soon, a new one with its file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.standards import api as standards
from liangxin.domains.standards import queries
from liangxin.domains.standards.queries import CertificateCard, certificate_card, certificates_listed
from liangxin.domains.standards.terms import EXPIRY_WARNING_DAYS, CertificateKind, Power
from liangxin.domains.standards.web.behind import behind_figure
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day, typed_day_or_none, typed_term


def _file_address(card: CertificateCard) -> str:
    return reverse("standards:certificate_file", args=[card.public_id]) if card.has_file else ""


CERTIFICATES = ListScreen(
    name="certificates",
    title=_("证书"),
    order="valid_until",
    columns=[
        Column("number", _("证书编号"), sort="number", link=_file_address),
        Column("kind", _("类别"), sort="kind"),
        Column("holder", _("持证单位"), sort="holder"),
        Column("product", _("产品"), missing=_("未填写")),
        Column("standard", _("依据标准"), "standard_number", sort="standard__number", missing=_("未对应标准")),
        Column("valid_from", _("生效日期"), show=Show.DAY, sort="valid_from"),
        Column("valid_until", _("有效期至"), show=Show.DAY, sort="valid_until", missing=_("没有期限")),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("编号、持证单位或产品"), ("number", "holder", "product")),
        ChoiceFilter("kind_is", _("类别"), "kind", CertificateKind),
        DateRangeFilter("until", _("有效期至"), "valid_until"),
    ],
    empty=Empty(
        _("还没有证书"),
        _("登记本地企业的绿色产品、碳足迹和节能证书，到期前会提醒。"),
        _("登记证书"),
        "standards:certificate_new",
    ),
    cards=lambda rows: [certificate_card(row) for row in rows],
)


@require_safe
def certificate_list(request: OfficeRequest) -> HttpResponseBase:
    """Certificates of own regions and below, with `?expiring=1` only those that end soon."""
    actor, today = request.actor, timezone.localdate()
    expiring = queries.certificates_expiring(actor, today)
    only_expiring = request.GET.get("expiring") == "1"
    rows, behind = behind_figure(request, certificates_listed(actor), certificates=True)
    return CERTIFICATES.respond(
        request,
        expiring if only_expiring else rows,
        "standards/certificates.html",
        may_certify=actor.may(Power.CERTIFY),
        expiring=expiring.count(),
        only_expiring=only_expiring,
        days=EXPIRY_WARNING_DAYS,
        behind=behind,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_certificate(request: OfficeRequest) -> HttpResponse:
    """Enter a certificate, with its file if there is one."""
    actor = request.actor
    actor.require(Power.CERTIFY)

    def record(posted: QueryDict) -> str:
        number = posted.get("standard", "").strip()
        draft = standards.CertificateDraft(
            kind=typed_term(posted, "kind", CertificateKind, _("类别")),
            number=posted.get("number", ""),
            holder=posted.get("holder", ""),
            valid_from=typed_day(posted, "valid_from", _("生效日期")),
            valid_until=typed_day_or_none(posted, "valid_until", _("有效期至")),
            product=posted.get("product", ""),
            standard_id=standards.standard_numbered(actor, number, field="standard").public_id if number else None,
        )
        file = request.FILES.get("file")
        upload = standards.Upload(file.read(), file.name or gettext("未命名")) if file else None
        card = standards.record_certificate(actor, posted.get("region", ""), draft, upload=upload)
        messages.success(request, gettext("已登记证书%(number)s。") % {"number": card.number})
        return reverse("standards:certificates")

    return answer(
        request,
        "standards/certificate_new.html",
        {"record": record},
        typed={
            "region": "",
            "kind": CertificateKind.GREEN_PRODUCT.value,
            "number": "",
            "holder": "",
            "product": "",
            "standard": "",
            "valid_from": "",
            "valid_until": "",
        },
        context=lambda: {
            "places": [(place.code, place.name) for place in regions.regions_where(actor, Power.CERTIFY)],
            "kinds": [(value, gettext(label)) for value, label in CertificateKind.choices()],
        },
    )


@require_safe
def certificate_file(request: OfficeRequest, public_id: UUID) -> FileResponse:
    """The file of a certificate, for who may see the certificate."""
    stored, name = queries.certificate_file(request.actor, public_id)
    return file_response(stored, name, inline=True)
