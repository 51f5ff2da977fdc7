"""An office's own templates, each change a version; and how its bulletins look on paper."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_template
from liangxin.domains.progress.models import BulletinPaper, BulletinTemplate, BulletinTemplateVersion
from liangxin.domains.progress.rules.bulletins.presets import preset_of
from liangxin.domains.progress.rules.bulletins.template import Template, faults_of, plain_of
from liangxin.domains.progress.terms import BulletinKind, Deed, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record

_NAME = 60
_PAPER_FIELDS = {
    "signed_by": ("署名", 60),
    "red_head": ("版头", 60),
    "number_prefix": ("发文代字", 20),
    "body_font": ("正文字体", 40),
    "title_font": ("标题字体", 40),
}


def copy_preset(actor: Actor, region_code: str, kind: BulletinKind, name: str) -> UUID:
    """Make a template of the region's own from the shipped one. Raises FieldNeeded, FieldTooLong, TemplateNameTaken."""
    region = regions.region_seen(actor, region_code)
    actor.require(Power.WRITE, region.path)
    said = name.strip()
    if not said:
        raise errors.FieldNeeded(field="name", what="名称")
    if len(said) > _NAME:
        raise errors.FieldTooLong(field="name", what="名称", limit=_NAME)
    with transaction.atomic():
        row = _named(region.id, kind, said)
        _add_version(actor, row, preset_of(kind).template)
        after = {"name": said, "kind": kind}
        record(actor, Deed.TEMPLATE_SAVED, _subject(row), region_path=region.path, after=after)
    return row.public_id


def _named(region_id: int, kind: BulletinKind, name: str) -> BulletinTemplate:
    try:
        with transaction.atomic():
            return BulletinTemplate.objects.create(region_id=region_id, kind=kind.value, name=name)
    except IntegrityError as error:
        if "progress_bulletintemplate_name_once" not in str(error):
            raise
        raise errors.TemplateNameTaken(field="name", name=name) from error


def save_template(actor: Actor, public_id: UUID | str, template: Template, seen: int) -> int:
    """Keep a template's next version; returns its number. `seen` is the version that was edited.

    Raises TemplateFaulty, TemplateChanged, TemplateNotFound. What was written from earlier versions stays as it is.
    """
    known = get_template(actor, public_id)
    faults = faults_of(template)
    if faults:
        first = faults[0].fault.label % {"what": faults[0].what}
        raise errors.TemplateFaulty(field=faults[0].place, count=len(faults), first=first)
    with transaction.atomic():
        row = BulletinTemplate.objects.select_for_update(of=("self",)).get(pk=known.pk)
        if row.version != seen:
            raise errors.TemplateChanged(version=row.version)
        _add_version(actor, row, template)
        after = {"version": row.version}
        record(actor, Deed.TEMPLATE_SAVED, _subject(row), region_path=known.region.path, after=after)
    return row.version


def _add_version(actor: Actor, row: BulletinTemplate, template: Template) -> None:
    row.version += 1
    BulletinTemplateVersion.objects.create(
        template=row, number=row.version, body=plain_of(template), made_by_id=actor.account_id
    )
    row.save(update_fields=["version"])


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """How a region's bulletins are to look; empty means the usual."""

    signed_by: str = ""
    red_head: str = ""
    number_prefix: str = ""
    body_font: str = ""
    title_font: str = ""


def set_paper(actor: Actor, region_code: str, draft: PaperDraft) -> None:
    """Set how a region's bulletins look on paper from now on. Raises FieldTooLong, RegionNotFound, NotAllowed."""
    region = regions.region_seen(actor, region_code)
    actor.require(Power.WRITE, region.path)
    values = {name: str(getattr(draft, name)).strip() for name in PaperDraft.__slots__}
    for name, (what, limit) in _PAPER_FIELDS.items():
        if len(values[name]) > limit:
            raise errors.FieldTooLong(field=name, what=what, limit=limit)
    with transaction.atomic():
        BulletinPaper.objects.update_or_create(region_id=region.id, defaults=values)
        record(actor, Deed.PAPER_SET, ("regions.region", str(region.id)), region_path=region.path, after=values)


def _subject(row: BulletinTemplate) -> tuple[str, str]:
    return "progress.bulletin_template", str(row.pk)
