"""What the office does with an application: item by item, passed by one person, admitted or refused by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from liangxin.domains.parties import api as parties
from liangxin.domains.schemes import errors
from liangxin.domains.schemes.access.merchants import get_application
from liangxin.domains.schemes.actions.applying import tell_holders
from liangxin.domains.schemes.actions.standing import change_merchant
from liangxin.domains.schemes.models import Application, ItemChecked, Merchant, Shop
from liangxin.domains.schemes.rules.checklist import check_items
from liangxin.domains.schemes.rules.merchants import (
    VERB_POWERS,
    Change,
    application_step,
    require_checked,
    require_other,
)
from liangxin.domains.schemes.terms import (
    REASON_LIMIT,
    ApplicationState,
    ApplicationVerb,
    ChangeVerb,
    CheckAnswer,
    Deed,
    MerchantNews,
    Power,
)
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.messages.api import tell
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def check_application(actor: Actor, public_id: UUID | str, answers: dict[str, tuple[CheckAnswer, str]]) -> None:
    """Note what was found of items of the checklist, while the application waits for review.

    Raises ItemUnknown, ApplicationStepImpossible, ApplicationNotFound, NotAllowed.
    """
    known = {one.code for one in check_items()}
    with transaction.atomic():
        application = _locked(actor, public_id, Power.MERCHANT_REVIEW)
        application_step(ApplicationState.of(application.state), ApplicationVerb.PASS)
        stands = answers_of(application)
        for code, (answer, note) in answers.items():
            if code not in known:
                raise errors.ItemUnknown(code=code[:30])
            said = cut(note.strip(), REASON_LIMIT)
            if stands.get(code) != (answer, said):
                ItemChecked.objects.create(
                    application=application, item=code, answer=answer.value, note=said, checked_by_id=actor.account_id
                )
        after = {code: answer.value for code, (answer, _) in answers.items()}
        record(actor, Deed.ITEM_CHECKED, application, region_path=application.region.path, after=after)


def answers_of(application: Application) -> dict[str, tuple[CheckAnswer, str]]:
    """The latest answer to each item, with its note."""
    rows = ItemChecked.objects.filter(application=application).order_by("id")
    return {item: (CheckAnswer.of(answer), note) for item, answer, note in rows.values_list("item", "answer", "note")}


def pass_application(actor: Actor, public_id: UUID | str, *, on: date) -> None:
    """Pass an application whose checklist is met on to who admits.

    Raises ChecklistOpen, ApplicationStepImpossible, ApplicationNotFound, NotAllowed.
    """
    with transaction.atomic():
        application = _step(actor, public_id, ApplicationVerb.PASS)
        require_checked(check_items(), {code: answer for code, (answer, _) in answers_of(application).items()})
        application.reviewed_by_id, application.reviewed_at = actor.account_id, timezone.now()
        application.decided_by_id, application.decided_at = None, None
        _save(actor, application, "")
        title = f"商户申请待批准：{application.name}"
        tell_holders(actor, application, application.region.path, Power.MERCHANT_ADMIT, title, on)


def return_application(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Send an application back to the enterprise. Raises ReasonMissing, ApplicationStepImpossible, …"""
    with transaction.atomic():
        application = _step(actor, public_id, ApplicationVerb.RETURN)
        application.note = _said(reason)
        _save(actor, application, application.note)


def send_back_application(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Send an application back to its reviewer. Raises ReasonMissing, ApplicationStepImpossible, …"""
    with transaction.atomic():
        application = _step(actor, public_id, ApplicationVerb.SEND_BACK)
        reviewer = application.reviewed_by_id
        application.reviewed_by_id, application.reviewed_at = None, None
        _save(actor, application, _said(reason))
        _tell_reviewer(actor, application, reviewer, f"退回审核：{application.name}")


def refuse_application(actor: Actor, public_id: UUID | str, reason: str) -> None:
    """Refuse an application; not by who has reviewed it. Raises ReasonMissing, SameReviewer, …"""
    with transaction.atomic():
        application = _step(actor, public_id, ApplicationVerb.REFUSE)
        require_other(application.reviewed_by_id, actor.account_id)
        application.note = _said(reason)
        application.decided_by_id, application.decided_at = actor.account_id, timezone.now()
        _save(actor, application, application.note)
        _tell_reviewer(actor, application, application.reviewed_by_id, f"不予准入：{application.name}")


@dataclass(frozen=True, slots=True)
class Admission:
    """From when to when (half-open) and for what an enterprise is admitted."""

    since: date
    until: date | None
    categories: tuple[str, ...]


def admit_application(actor: Actor, public_id: UUID | str, admission: Admission) -> UUID:
    """Admit the enterprise: it becomes a party with the role of merchant, with its first shop. Its public id.

    Not by who has reviewed it. Raises SameReviewer, MerchantTwice, PeriodWrong, ChangeOutOfOrder,
    ApplicationStepImpossible, ApplicationNotFound, NotAllowed.
    """
    with transaction.atomic():
        application = _step(actor, public_id, ApplicationVerb.ADMIT)
        require_other(application.reviewed_by_id, actor.account_id)
        merchant = _merchant(application, admission)
        change = Change(ChangeVerb.ADMIT, admission.since, admission.until, admission.categories)
        change_merchant(actor, merchant, change, reviewed_by=application.reviewed_by_id)
        _first_shop(application, merchant, admission)
        application.merchant = merchant
        application.decided_by_id, application.decided_at = actor.account_id, timezone.now()
        _save(actor, application, "")
        _tell_reviewer(actor, application, application.reviewed_by_id, f"已准入：{application.name}")
    return merchant.public_id


def _merchant(application: Application, admission: Admission) -> Merchant:
    """The merchant of this enterprise, known or new. What follows from the decision is done by the system."""
    follows = Actor.system("商户准入")
    facts = parties.EnterpriseFacts(
        application.name, application.uscc, application.address, application.contact, application.phone
    )
    taken = parties.take_in(follows, application.region_id, [facts], source=f"商户申请{application.number}")
    (party_id,) = taken.ids
    rows = Merchant.objects.select_for_update(of=("self",)).select_related("region")
    known = rows.filter(region=application.region_id, uscc=application.uscc, taken_back_at__isnull=True).first()
    if known is not None:
        known.name, known.party_id = application.name, party_id
        return known
    return Merchant(
        region=application.region,
        party_id=party_id,
        name=application.name,
        uscc=application.uscc,
        admitted_from=admission.since,
    )


def _first_shop(application: Application, merchant: Merchant, admission: Admission) -> None:
    known = Shop.objects.filter(merchant=merchant, name=application.shop_name, closed_on__isnull=True)
    if known.filter(taken_back_at__isnull=True).exists():
        return
    Shop.objects.create(
        merchant=merchant,
        region_id=application.region_id,
        name=application.shop_name,
        address=application.shop_address,
        phone=application.shop_phone,
        categories=[one for one in application.categories if one in admission.categories],
        takes_old=application.takes_old,
        opened_on=admission.since,
    )


def see_contact(actor: Actor, public_id: UUID | str) -> tuple[str, str]:
    """Name and telephone of who to talk to, in plain; each look is noted. Raises ApplicationNotFound, NotAllowed."""
    with transaction.atomic():
        application = get_application(actor, public_id, Power.MERCHANT_REVIEW)
        record(actor, Deed.CONTACT_SEEN, application, region_path=application.region.path)
    return application.contact, application.phone


def _said(reason: str) -> str:
    said = cut(reason.strip(), REASON_LIMIT)
    if not said:
        raise errors.ReasonMissing(field="reason")
    return said


def _locked(actor: Actor, public_id: UUID | str, power: Power) -> Application:
    known = get_application(actor, public_id, power)
    return Application.objects.select_for_update(of=("self",)).select_related("region").get(pk=known.pk)


def _step(actor: Actor, public_id: UUID | str, verb: ApplicationVerb) -> Application:
    """The application, locked, in the state that the verb leads to; not saved yet."""
    application = _locked(actor, public_id, VERB_POWERS[verb])
    there, _ = application_step(ApplicationState.of(application.state), verb)
    application.state = there.value
    return application


def _save(actor: Actor, application: Application, reason: str) -> None:
    application.save()
    after = {"state": application.state}
    record(actor, Deed.APPLICATION_MOVED, application, region_path=application.region.path, reason=reason, after=after)


def _tell_reviewer(actor: Actor, application: Application, reviewer: int | None, title: str) -> None:
    tell(
        actor,
        [reviewer] if reviewer is not None else [],
        MerchantNews.DECIDED,
        key=f"{application.public_id}:{application.state}:{timezone.now().isoformat()}",
        title=title,
        text=application.note,
        url=reverse("schemes:application", args=[application.public_id]),
        about=("schemes.application", str(application.public_id)),
    )
