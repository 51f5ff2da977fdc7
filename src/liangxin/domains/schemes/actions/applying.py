"""Applications of merchants: when they are taken, handed in by the public or the office, looked up, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.models import Application, Merchant, MerchantIntake, Paper, PublicTry
from liangxin.domains.schemes.rules.applying import (
    ApplicationDraft,
    PaperDraft,
    require_calm,
    require_open,
    require_papers,
    tidy_application,
)
from liangxin.domains.schemes.rules.merchants import OPEN_STATES, application_step
from liangxin.domains.schemes.terms import (
    ApplicationState,
    ApplicationVerb,
    Deed,
    MerchantNews,
    Power,
    TryKind,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.fields import blind
from liangxin.foundation.files.api import store
from liangxin.foundation.messages.api import tell
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut

# No 0/O, 1/l/I: a receipt number is read out over the telephone.
READABLE: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
OPEN: Final = tuple(state.value for state in OPEN_STATES)


def set_intake(
    actor: Actor, region_code: str, *, opens_on: date, closes_on: date | None, notice: str = "", phone: str = ""
) -> None:
    """Say from when to when a region takes applications. Raises PeriodWrong, RegionNotFound, NotAllowed."""
    region = regions.region_seen(actor, region_code)
    actor.require(Power.MERCHANT_ADMIT, region.path)
    if closes_on is not None and closes_on < opens_on:
        raise errors.PeriodWrong(field="closes_on")
    with transaction.atomic():
        values = {"opens_on": opens_on, "closes_on": closes_on, "notice": cut(notice.strip(), 600), "phone": phone[:40]}
        intake, _ = MerchantIntake.objects.update_or_create(region_id=region.id, defaults=values)
        record(actor, Deed.INTAKE_SET, intake, region_path=region.path, after=values)


def apply_for(
    actor: Actor,
    region_code: str,
    draft: ApplicationDraft,
    papers: Sequence[PaperDraft],
    *,
    on: date,
    source: str = "",
) -> str:
    """Hand in an application and return its receipt number; by anybody from `source` while the region takes some.

    With the power to review at any time and from nowhere in particular. Raises IntakeClosed, TooManyTries,
    AlreadyApplied, RegionNotFound, and what `tidy_application` and `require_papers` raise.
    """
    region = regions.region_cards([region_code]).get(region_code)
    if region is None:
        raise errors.IntakeClosed(region=region_code[:20])
    by_office = actor.may(Power.MERCHANT_REVIEW, region.path)
    if not by_office:
        intake = MerchantIntake.objects.filter(region=region.id).first()
        opens, closes = (intake.opens_on, intake.closes_on) if intake else (None, None)
        require_open(opens, closes, on, region.name)
        _require_calm(TryKind.APPLY, source)
    tidy = tidy_application(draft)
    require_papers(papers)
    try:
        with transaction.atomic():
            return _handed_in(actor, region, tidy, papers, on, by_office=by_office, source=source)
    except IntegrityError as error:
        if "schemes_application_one_open" not in str(error):
            raise
        raise errors.AlreadyApplied(field="uscc", region=region.name) from error


def _handed_in(
    actor: Actor,
    region: regions.RegionCard,
    draft: ApplicationDraft,
    papers: Sequence[PaperDraft],
    on: date,
    *,
    by_office: bool,
    source: str,
) -> str:
    _require_free(region, draft.uscc, on)
    names = ApplicationDraft.__dataclass_fields__
    values = {name: getattr(draft, name) for name in names} | {"categories": list(draft.categories)}
    application = Application.objects.create(
        number=f"{region.code}-{on:%y%m%d}-{''.join(secrets.choice(READABLE) for _ in range(6))}",
        region_id=region.id,
        entered_by_id=actor.account_id if by_office else None,
        submitted_at=timezone.now(),
        **values,
    )
    Paper.objects.bulk_create(
        Paper(application=application, kind=one.kind.value, file=store(actor, one.content, one.name),
              file_name=one.name[-200:])
        for one in papers
    )  # fmt: skip
    if not by_office:
        PublicTry.objects.create(kind=TryKind.APPLY.value, source=_source(source), tried_at=timezone.now())
    after = {"number": application.number, "name": draft.name, "categories": list(draft.categories)}
    record(actor, Deed.APPLIED, application, region_path=region.path, after=after)
    tell_holders(actor, application, region.path, Power.MERCHANT_REVIEW, f"商户申请待审核：{draft.name}", on)
    return application.number


def _require_free(region: regions.RegionCard, uscc: str, on: date) -> None:
    asked = Application.objects.filter(region=region.id, uscc=uscc, state__in=OPEN).exists()
    held = Merchant.objects.filter(
        region=region.id, uscc=uscc, taken_back_at__isnull=True, withdrawn_on__isnull=True
    ).exclude(admitted_until__lte=on)
    if asked or held.exists():
        raise errors.AlreadyApplied(field="uscc", region=region.name)


def look_up(number: str, uscc: str, *, source: str) -> UUID:
    """The public id of an application, for whoever has its receipt number and the enterprise's code.

    Raises ApplicationNotFound, TooManyTries after some wrong tries from one source.
    """
    _require_calm(TryKind.LOOK_UP, source)
    asked, code = number.strip().upper()[:24], "".join(uscc.split()).upper()[:18]
    found = Application.objects.filter(number=asked, uscc=code).values_list("public_id", flat=True).first()
    if found is None:
        with transaction.atomic():
            PublicTry.objects.create(kind=TryKind.LOOK_UP.value, source=_source(source), tried_at=timezone.now())
        raise errors.ApplicationNotFound(field="number")
    return found


def answer_return(
    actor: Actor, number: str, uscc: str, papers: Sequence[PaperDraft], *, source: str, withdraws: bool, on: date
) -> None:
    """The applicant hands in again what was sent back, with further papers, or takes the application back.

    Raises ApplicationStepImpossible, PaperUnfit, and what `look_up` raises.
    """
    public_id = look_up(number, uscc, source=source)
    verb = ApplicationVerb.WITHDRAW if withdraws else ApplicationVerb.RESUBMIT
    require_papers(papers, first=False)
    with transaction.atomic():
        rows = Application.objects.select_for_update(of=("self",)).select_related("region")
        application = rows.get(public_id=public_id)
        there, _ = application_step(ApplicationState.of(application.state), verb)
        Paper.objects.bulk_create(
            Paper(application=application, kind=one.kind.value, file=store(actor, one.content, one.name),
                  file_name=one.name[-200:])
            for one in papers
        )  # fmt: skip
        application.state = there.value
        application.submitted_at = timezone.now()
        application.save()
        path = application.region.path
        record(actor, Deed.APPLICATION_MOVED, application, region_path=path, after={"state": there.value})
        if not withdraws:
            title = f"商户补正后重新提交：{application.name}"
            tell_holders(actor, application, path, Power.MERCHANT_REVIEW, title, on)


def forget_tries() -> int:
    """Delete what no longer counts towards a pause; returns how many rows."""
    count, _ = PublicTry.objects.filter(tried_at__lt=timezone.now() - timedelta(days=1)).delete()
    return count


def _source(source: str) -> str:
    return blind("schemes.publictry.source", source or "unknown")


def _require_calm(kind: TryKind, source: str) -> None:
    tries = PublicTry.objects.filter(kind=kind.value, source=_source(source)).order_by("-tried_at")[:50]
    require_calm(kind, list(tries.values_list("tried_at", flat=True)), timezone.now())


def tell_holders(actor: Actor, application: Application, path: str, power: Power, title: str, on: date) -> None:
    """Tell those who hold a power for the region, or else above it, that an application waits for them."""
    people = regions.people_of_regions(power, [path], on).get(path, frozenset())
    moment = application.submitted_at.isoformat()
    tell(
        actor,
        people,
        MerchantNews.WAITING,
        key=f"{application.public_id}:{application.state}:{moment}",
        title=title,
        url=reverse("schemes:application", args=[application.public_id]),
        about=("schemes.application", str(application.public_id)),
    )
