"""From a region, a kind and a period to facts and words: what the actions keep and the previews show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import get_template
from liangxin.domains.progress.models import Bulletin, BulletinPaper, BulletinTemplateVersion
from liangxin.domains.progress.queries.bulletins.facts import programme_facts
from liangxin.domains.progress.queries.bulletins.sources import OF_PROGRAMME, source_of
from liangxin.domains.progress.rules.bulletins.paper import Paper, number_prefixed, usual_red_head
from liangxin.domains.progress.rules.bulletins.presets import preset_of
from liangxin.domains.progress.rules.bulletins.template import Template, template_of
from liangxin.domains.progress.rules.facts.values import Facts
from liangxin.domains.progress.terms import BulletinKind, BulletinState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Chosen:
    """A template with its name and version; version 0 is as shipped."""

    name: str
    version: int
    template: Template


def chosen_template(actor: Actor, region_id: int, kind: BulletinKind, public_id: UUID | str | None) -> Chosen:
    """The shipped template of a kind, or one of the region's own. Raises TemplateNotFound."""
    if not public_id:
        preset = preset_of(kind)
        return Chosen(preset.name, 0, preset.template)
    row = get_template(actor, public_id)
    if row.region_id != region_id or row.kind != kind:
        raise errors.TemplateNotFound
    version = BulletinTemplateVersion.objects.get(template=row.pk, number=row.version)
    return Chosen(row.name, row.version, template_of(kind, version.body))


def facts_for(
    actor: Actor, region: regions.RegionCard, kind: BulletinKind, period: Period, subject: str, on: date
) -> Facts:
    """The facts of a bulletin as of now. Raises NothingToWrite, SubjectNeeded."""
    facts = Facts(region.name, office_of(region), period, on)
    if kind in OF_PROGRAMME:
        since = last_day(region.id, kind) or period.start
        programme = programme_facts(actor, region, period, min(since, on), on)
        if not programme.targets and not programme.tasks:
            raise errors.NothingToWrite(region=region.name)
        return Facts(region.name, facts.office, period, on, programme=programme)
    source = source_of(kind)
    if source is None or not subject:
        raise errors.SubjectNeeded(field="subject", what=kind)
    return source.filled(actor, region, subject, facts)


def office_of(region: regions.RegionCard) -> str:
    """The work team's name, or a usual one where none is set up."""
    team = regions.team_of(region.code)
    return team.name if team else f"{region.name}推动大规模设备更新和消费品以旧换新工作专班"


def last_day(region_id: int, kind: BulletinKind) -> date | None:
    """The day whose figures the last issued bulletin of a kind tells: changes are told since then."""
    rows = Bulletin.objects.filter(region=region_id, kind=kind.value, state=BulletinState.ISSUED.value)
    return rows.order_by("-written_on").values_list("written_on", flat=True).first()


def paper_of(row: Bulletin, base: str, *, number: str = "", on: date | None = None) -> Paper:
    """What stands around the words of a bulletin, by the settings of its region."""
    kept = BulletinPaper.objects.filter(region=row.region_id).first() or BulletinPaper()
    kind, office = BulletinKind.of(row.kind), str(row.facts["office"])
    red_head = kept.red_head or usual_red_head(kind, str(row.facts["region"]), office)
    return Paper(
        number=number_prefixed(number, kept.number_prefix),
        signed_by="" if kind is BulletinKind.MINUTES else kept.signed_by or office,
        signed_on=on,
        red_head=red_head if row.has_red_head else "",
        base=base,
        body_font=kept.body_font,
        title_font=kept.title_font,
    )
