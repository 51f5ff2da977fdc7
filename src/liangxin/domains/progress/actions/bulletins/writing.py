"""Writing a bulletin from what is known now, and writing it anew while it is a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.bulletins.holding import held, subject_of
from liangxin.domains.progress.models import Bulletin, BulletinEdit
from liangxin.domains.progress.queries.bulletins.writing import Chosen, chosen_template, facts_for
from liangxin.domains.progress.rules.bulletins.content import read_back, stored
from liangxin.domains.progress.rules.bulletins.editing import doubts_in, known_numbers
from liangxin.domains.progress.rules.bulletins.template import plain_of, template_of
from liangxin.domains.progress.rules.bulletins.writing import write
from liangxin.domains.progress.rules.facts.values import Facts, as_stored
from liangxin.domains.progress.terms import BulletinKind, BulletinVerb, Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class BulletinDraft:
    """A bulletin to write; without a template the shipped one, `subject` is the order or meeting it is about."""

    kind: BulletinKind
    period: Period
    template: UUID | str | None = None
    subject: str = ""
    has_red_head: bool = True


def write_bulletin(actor: Actor, region_code: str, draft: BulletinDraft, on: date | None = None) -> UUID:
    """Write a bulletin from what is known now; returns its public id.

    Raises PeriodUnfit, NothingToWrite, SubjectNeeded, BulletinExists, TemplateNotFound, RegionNotFound, NotAllowed.
    """
    today = on or timezone.localdate()
    region = regions.region_seen(actor, region_code)
    actor.require(Power.WRITE, region.path)
    if draft.period.start > today:
        raise errors.PeriodUnfit(field="period", period=draft.period)
    chosen = chosen_template(actor, region.id, draft.kind, draft.template)
    with transaction.atomic():
        facts = facts_for(actor, region, draft.kind, draft.period, draft.subject, today)
        row = _keep(actor, region.id, draft, chosen, facts)
        after = {"kind": draft.kind, "period": str(draft.period), "template": chosen.name, "version": chosen.version}
        record(actor, Deed.BULLETIN_WRITTEN, subject_of(row), region_path=region.path, after=after)
    return row.public_id


def _keep(actor: Actor, region_id: int, draft: BulletinDraft, chosen: Chosen, facts: Facts) -> Bulletin:
    try:
        with transaction.atomic():
            return Bulletin.objects.create(
                region_id=region_id,
                kind=draft.kind.value,
                starts_on=draft.period.start,
                ends_on=draft.period.end,
                subject=draft.subject,
                template_name=chosen.name,
                template_version=chosen.version,
                template=plain_of(chosen.template),
                has_red_head=draft.has_red_head,
                made_by_id=actor.account_id,
                **_words(facts, draft.kind, plain_of(chosen.template)),
            )
    except IntegrityError as error:
        if "progress_bulletin_once_a_period" not in str(error):
            raise
        raise errors.BulletinExists(field="period", period=draft.period, kind=draft.kind) from error


def _words(facts: Facts, kind: BulletinKind, template: dict[str, Any]) -> dict[str, Any]:
    content = write(template_of(kind, template), facts)
    return {
        "title": content.title,
        "written_on": facts.on,
        "facts": as_stored(facts),
        "content": stored(content),
    }


def rewrite_bulletin(actor: Actor, public_id: UUID | str, on: date | None = None) -> None:
    """Gather the facts anew and write the computed words again; edits by hand stay, and are doubted anew.

    Raises BulletinStateUnfit, NothingToWrite, BulletinNotFound, NotAllowed.
    """
    with transaction.atomic():
        row = held(actor, public_id, BulletinVerb.EDIT)
        region = regions.regions_by_id([row.region_id])[row.region_id]
        kind, period = BulletinKind.of(row.kind), Period(row.starts_on, row.ends_on)
        facts = facts_for(actor, region, kind, period, row.subject, on or timezone.localdate())
        words = _words(facts, kind, row.template)
        Bulletin.objects.filter(pk=row.pk).update(**words)
        row.refresh_from_db()
        _doubt_again(row)
        record(actor, Deed.BULLETIN_REWRITTEN, subject_of(row), region_path=region.path)


def _doubt_again(row: Bulletin) -> None:
    """Edits against the new figures; a reason given for other doubts is asked for again."""
    known = known_of(row)
    for edit in BulletinEdit.objects.filter(bulletin=row.pk):
        doubts = doubts_in(edit.text, known)
        if doubts != edit.doubts:
            edit.doubts, edit.reason = doubts, ""
            edit.save(update_fields=["doubts", "reason"])


def known_of(row: Bulletin) -> frozenset[Decimal]:
    """All figures that a bulletin knows."""
    return known_numbers(read_back(row.content).texts(), row.facts)
