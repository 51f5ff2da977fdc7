"""Every deed that a domain's door offers, with the power it asks for and arguments with which it succeeds.

A new action is entered here; `test_matrix` says when one is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from liangxin.domains.funds.tests.world import FundsWorld, build_funds
from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Family, Form, IndicatorKind, Origin
from liangxin.domains.indicators.terms import Power as OfIndicators
from liangxin.domains.indicators.tests.test_workbooks import book
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.models import Pair, Party
from liangxin.domains.parties.terms import Power as OfParties
from liangxin.domains.parties.tests.people import enterprise
from liangxin.domains.plans import api as plans
from liangxin.domains.plans.rules.review import TargetDraft
from liangxin.domains.plans.terms import EditionKind, FindingKind, ReviewState
from liangxin.domains.plans.terms import Power as OfPlans
from liangxin.domains.plans.tests.documents import ROSTER, SECOND_EDITION, TEXT, publish_plan, read_plan, settle_all
from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.rules.supervision import OrderTerms
from liangxin.domains.progress.terms import (
    BulletinKind,
    Decider,
    Follow,
    ItemKind,
    OrderLevel,
    OrderSource,
    Reminder,
    Shape,
    TaskState,
)
from liangxin.domains.progress.terms import Power as OfProgress
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.terms import AliasOrigin
from liangxin.domains.regions.terms import Power as OfRegions
from liangxin.domains.regions.tests.world import CITY, COUNTY, PROVINCE, SINCE, World, build_world
from liangxin.domains.registers import api as registers
from liangxin.domains.registers.terms import Power as OfRegisters
from liangxin.domains.registers.tests.workbooks import row, workbook
from liangxin.domains.registers.tests.world import LIFTS, RegistersWorld, build_registers, draft
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.terms import EventKind, ListSubject
from liangxin.domains.schemes.terms import Power as OfSchemes
from liangxin.domains.schemes.tests import market_world as market
from liangxin.domains.schemes.tests.scheme_world import (
    BIKES,
    HERE,
    PAPER,
    SchemesWorld,
    build_schemes,
    drafted,
    of_family,
    settle,
)
from liangxin.domains.schemes.tests.test_past import claims, parquet
from liangxin.domains.standards import api as standards
from liangxin.domains.standards.terms import CertificateKind, Conformance, DraftingStage
from liangxin.domains.standards.terms import Power as OfStandards
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.accounts.tests.people import account
from liangxin.kernel.period import Period
from liangxin.kernel.term import Term
from tests.architecture.after_deeds import OF_AFTER, OF_AFTER_ELSEWHERE
from tests.architecture.drives_deeds import OF_DRIVES
from tests.architecture.funds_deeds import OF_FUNDS, Do

DAY = date(2025, 3, 1)
DRAFT = standards.StandardDraft("DB99/T 103-2025", "虚构锅炉更新规范")
OTHER_NAME = "虚构更新台数"
INDICATOR = indicators.IndicatorDraft("虚构设备更新数", "台", IndicatorKind.CUMULATIVE, Family.INDUSTRY)
OURS = plans.Place(issued_by=COUNTY)
COUNTY_PATH = f"{PROVINCE}/{CITY}/{COUNTY}/"
TAKEN = TargetDraft("电梯", TargetKind.CUMULATIVE, Decimal(15), "台", Comparator.REACH, 2027)


@dataclass(frozen=True)
class Stage:
    """The small world with one thing of each kind in our county to do something to."""

    world: World
    plan: plans.UploadCard
    clause: plans.FindingCard
    target: plans.FindingCard
    tasks: list[plans.FindingCard]
    part: plans.FindingCard
    name: plans.UnitNameCard
    published_plan: UUID
    second: plans.UploadCard
    second_target: plans.FindingCard
    ready: plans.UploadCard
    submitted: plans.UploadCard
    unit: regions.UnitCard
    other_unit: regions.UnitCard
    alias: regions.AliasCard
    person: regions.TeamMemberCard
    drafted: standards.StandardCard
    published: standards.StandardCard
    indicator: indicators.IndicatorCard
    synonym: indicators.SynonymCard
    shelf: RegistersWorld
    waiting: registers.RecordCard
    checked: registers.ImportCard
    imported: registers.ImportCard
    funds: FundsWorld
    policies: SchemesWorld
    settled: UUID
    handed_in: UUID
    past: UUID


def set_stage() -> Stage:
    """Built by the system, through the doors."""
    world = build_world()
    system, lin = world.system, world.actor("lin")
    unit = regions.add_alias(system, world.units["清岚县商务局"].public_id, "县商促局")
    regions.set_up_team(system, COUNTY, "清岚县工作专班")
    team = regions.set_team_member(system, COUNTY, regions.RosterLine("李青禾"))
    plan = read_plan(lin)
    *_, last = plans.reading_of(lin, plan.public_id).of(FindingKind.TARGET)
    plans.split_finding(lin, plan.public_id, last.public_id)
    reading = plans.reading_of(lin, plan.public_id)
    (clause,) = reading.of(FindingKind.UNREAD)
    _, published_plan = publish_plan(lin, world.actor("wang"), TEXT + "甲\n")
    second = read_plan(lin, SECOND_EDITION)
    plans.place_document(lin, second.public_id, plans.Place(edition_of=published_plan, edition=EditionKind.EDITION))
    ready, submitted = read_plan(lin, TEXT + ROSTER), read_plan(lin, TEXT + "乙\n")
    for each in (ready, submitted):
        settle_all(lin, each)
        plans.place_document(lin, each.public_id, OURS)
    plans.submit_version(lin, submitted.public_id)
    drafted, published = (
        standards.enter_standard(system, standards.StandardDraft(number, "虚构规范"), region_code=COUNTY)
        for number in ("DB99/T 101-2025", "DB99/T 102-2025")
    )
    standards.publish_standard(system, published.public_id, published_on=SINCE, in_force_on=DAY)
    indicators.add_indicator(system, "made_up", INDICATOR)
    indicator = indicators.add_synonym(system, "made_up", OTHER_NAME)
    indicators.declare_break(system, "made_up", COUNTY, SINCE, "虚构口径")
    account("newcomer")
    shelf = build_registers(world)
    upload = registers.Upload(b"%PDF-1.4\nfor tests", "report.pdf")
    registers.add_evidence(system, shelf.record.public_id, "检验报告", upload)
    waiting = registers.add_record(lin, shelf.ours.public_id, draft(number="DT-W"))
    registers.add_evidence(system, waiting.public_id, "检验报告", upload)
    waiting = registers.move_record(lin, waiting.public_id, "in_use", clock=0, reached_on=timezone.localdate())
    return Stage(
        world=world,
        plan=plan,
        clause=clause,
        target=reading.of(FindingKind.TARGET)[0],
        tasks=reading.of(FindingKind.TASK),
        part=next(each for each in reading.of(FindingKind.TARGET) if each.is_part),
        name=reading.unit_names[0],
        published_plan=published_plan,
        second=second,
        second_target=plans.reading_of(lin, second.public_id).of(FindingKind.TARGET)[0],
        ready=ready,
        submitted=submitted,
        unit=unit,
        other_unit=world.units["清岚县财政局"],
        alias=next(alias for alias in unit.aliases if alias.origin is AliasOrigin.GIVEN),
        person=team.members[0],
        drafted=drafted,
        published=published,
        indicator=indicator,
        synonym=next(synonym for synonym in indicator.synonyms if synonym.name == OTHER_NAME),
        shelf=shelf,
        waiting=waiting,
        checked=_checked(system, shelf, "DT-C"),
        imported=registers.publish_import(system, _checked(system, shelf, "DT-P").public_id),
        funds=build_funds(world),
        policies=build_schemes(world),
        settled=_settled(world, "carts"),
        handed_in=_settled(world, "wagons", hand_in=True),
        past=schemes.take_past_claims(lin, _claims()),
    )


def _sent(actor: Actor) -> indicators.WorkbookCard:
    """A workbook of one figure, sent and checked."""
    figures = book(["made_up", "", "2024年11月", 5, "当期数", "", ""])
    return indicators.take_workbook(actor, COUNTY, figures, "figures.xlsx", on=DAY)


def _checked(actor: Actor, shelf: RegistersWorld, number: str) -> registers.ImportCard:
    card = registers.take_import(actor, shelf.ours.public_id, workbook([row(number)]), f"{number}.xlsx")
    return registers.check_import(actor, card.public_id)


def _settled(world: World, family: str, *, hand_in: bool = False) -> UUID:
    lin = world.actor("lin")
    version = drafted(world, lin, COUNTY, HERE, of_family(family))
    settle(lin, version)
    if hand_in:
        schemes.submit_scheme(lin, version)
    return version


def _claims(category: str = "bike") -> schemes.PastDraft:
    return schemes.PastDraft(COUNTY, "bikes", "", parquet(claims(category=[category] * 140)), "claims.parquet")


@dataclass(frozen=True)
class Deed:
    """`power` is what the doer needs where the thing is; `everywhere`: in a list that is one for all regions."""

    power: Term
    do: Callable[[Stage, Actor], object]
    everywhere: bool = False


def _membership_of_the_clerk(stage: Stage) -> regions.MemberCard:
    members = regions.members_of(stage.world.system, COUNTY, DAY)
    return next(member for member in members if member.username == "li")


PLANS = {
    "upload_document": Deed(
        OfPlans.UPLOAD, lambda _, a: plans.upload_document(a, COUNTY, "二.txt", TEXT[:-2].encode())
    ),
    "paste_document": Deed(OfPlans.UPLOAD, lambda _, a: plans.paste_document(a, COUNTY, TEXT[:-3])),
    "discard_document": Deed(OfPlans.UPLOAD, lambda s, a: plans.discard_document(a, s.plan.public_id, "重复")),
    "settle_finding": Deed(
        OfPlans.REVIEW,
        lambda s, a: plans.settle_finding(a, s.plan.public_id, s.clause.public_id, ReviewState.DISMISSED),
    ),
    "accept_confident": Deed(
        OfPlans.REVIEW, lambda s, a: plans.accept_confident(a, s.plan.public_id, FindingKind.TARGET)
    ),
    "correct_finding": Deed(
        OfPlans.REVIEW, lambda s, a: plans.correct_finding(a, s.plan.public_id, s.target.public_id, TAKEN)
    ),
    "choose_indicator": Deed(
        OfPlans.REVIEW, lambda s, a: plans.choose_indicator(a, s.plan.public_id, s.target.public_id, "")
    ),
    "add_finding": Deed(OfPlans.REVIEW, lambda s, a: plans.add_finding(a, s.plan.public_id, FindingKind.TASK, 0, 9)),
    "split_finding": Deed(OfPlans.REVIEW, lambda s, a: plans.split_finding(a, s.plan.public_id, s.target.public_id)),
    "merge_findings": Deed(
        OfPlans.REVIEW, lambda s, a: plans.merge_findings(a, s.plan.public_id, [task.public_id for task in s.tasks])
    ),
    "undo_parts": Deed(OfPlans.REVIEW, lambda s, a: plans.undo_parts(a, s.plan.public_id, s.part.public_id)),
    "take_unread": Deed(OfPlans.REVIEW, lambda s, a: plans.take_unread(a, s.plan.public_id, s.clause.public_id, TAKEN)),
    "name_unit": Deed(OfPlans.REVIEW, lambda s, a: plans.name_unit(a, s.plan.public_id, s.name.public_id, None)),
    "create_units": Deed(OfRegions.UNITS, lambda s, a: _create_units(s, a)),
    "take_roster": Deed(OfRegions.TEAM, lambda s, a: _take_roster(s, a)),
    "place_document": Deed(OfPlans.REVIEW, lambda s, a: plans.place_document(a, s.plan.public_id, OURS)),
    "check_changes": Deed(OfPlans.REVIEW, lambda s, a: plans.check_changes(a, s.second.public_id)),
    "pair_by_hand": Deed(
        OfPlans.REVIEW, lambda s, a: plans.pair_by_hand(a, s.second.public_id, s.second_target.public_id, None)
    ),
    "set_family": Deed(OfPlans.REVIEW, lambda s, a: plans.set_family(a, s.published_plan, None, None)),
    "submit_version": Deed(OfPlans.SUBMIT, lambda s, a: plans.submit_version(a, s.ready.public_id)),
    "send_back_version": Deed(OfPlans.PUBLISH, lambda s, a: plans.send_back_version(a, s.submitted.public_id, "再核")),
    "publish_version": Deed(OfPlans.PUBLISH, lambda s, a: plans.publish_version(a, s.submitted.public_id)),
}


def _create_units(stage: Stage, actor: Actor) -> None:
    """Asks for two powers: whoever may enter units and not review does it elsewhere."""
    if not actor.may(OfPlans.REVIEW, COUNTY_PATH):
        regions.create_unit(actor, COUNTY, "清岚县水利局")
        return
    plans.create_units(actor, stage.plan.public_id)


def _take_roster(stage: Stage, actor: Actor) -> None:
    """Likewise: the roster is the region's own."""
    if not actor.may(OfPlans.REVIEW, COUNTY_PATH):
        regions.set_team_member(actor, COUNTY, regions.RosterLine("沈砚"))
        return
    plans.take_roster(actor, stage.ready.public_id)


def _figure(stage: Stage, value: Decimal) -> indicators.ObservationDraft:
    """A figure that the clerk's own unit tells."""
    march, unit = Period.month(2025, 3), stage.unit.public_id
    return indicators.ObservationDraft("made_up", COUNTY, march, value, Form.FLOW, Origin.REPORTED, unit_id=unit)


REGIONS = {
    "create_unit": Deed(OfRegions.UNITS, lambda _, a: regions.create_unit(a, COUNTY, "清岚县气象局")),
    "rename_unit": Deed(OfRegions.UNITS, lambda s, a: regions.rename_unit(a, s.unit.public_id, "清岚县商贸局")),
    "add_alias": Deed(OfRegions.UNITS, lambda s, a: regions.add_alias(a, s.unit.public_id, "县商局")),
    "remove_alias": Deed(OfRegions.UNITS, lambda s, a: regions.remove_alias(a, s.unit.public_id, s.alias.id)),
    "merge_units": Deed(
        OfRegions.UNITS,
        lambda s, a: regions.merge_units(a, s.unit.public_id, s.other_unit.public_id, reason="机构改革"),
    ),
    "found_zone": Deed(OfRegions.ZONES, lambda _, a: regions.found_zone(a, COUNTY, f"{COUNTY}-Z07", "清岚新区")),
    "appoint_member": Deed(
        OfRegions.MEMBERS,
        lambda s, a: regions.appoint_member(
            a, "newcomer", s.unit.public_id, s.world.role("clerk").public_id, starts_on=DAY
        ),
    ),
    "end_membership": Deed(
        OfRegions.MEMBERS,
        lambda s, a: regions.end_membership(a, _membership_of_the_clerk(s).public_id, ends_on=DAY, reason="调离"),
    ),
    "define_role": Deed(
        OfRegions.ROLES, lambda _, a: regions.define_role(a, COUNTY, "counter", "窗口", [OfPlans.READ.value])
    ),
    "set_up_team": Deed(OfRegions.TEAM, lambda _, a: regions.set_up_team(a, COUNTY, "专班", groups=["综合组"])),
    "set_team_member": Deed(
        OfRegions.TEAM, lambda _, a: regions.set_team_member(a, COUNTY, regions.RosterLine("王小明"))
    ),
    "remove_team_member": Deed(OfRegions.TEAM, lambda s, a: regions.remove_team_member(a, s.person.public_id)),
}
INDICATORS = {
    "add_indicator": Deed(
        OfIndicators.EDIT,
        lambda _, a: indicators.add_indicator(
            a, "second", indicators.IndicatorDraft("另一指标", "辆", IndicatorKind.LEVEL, Family.CARS)
        ),
        everywhere=True,
    ),
    "change_indicator": Deed(
        OfIndicators.EDIT, lambda _, a: indicators.change_indicator(a, "made_up", INDICATOR), everywhere=True
    ),
    "add_synonym": Deed(
        OfIndicators.EDIT, lambda _, a: indicators.add_synonym(a, "made_up", "更新数虚构"), everywhere=True
    ),
    "remove_synonym": Deed(
        OfIndicators.EDIT, lambda s, a: indicators.remove_synonym(a, "made_up", s.synonym.id), everywhere=True
    ),
    "record_observations": Deed(
        OfIndicators.REPORT, lambda s, a: indicators.record_observations(a, [_figure(s, Decimal(5))])
    ),
    "report_figure": Deed(
        OfIndicators.REPORT, lambda s, a: indicators.report_figure(a, _figure(s, Decimal(6)), on=date(2025, 4, 1))
    ),
    "doubts_about": Deed(
        OfIndicators.READ,
        lambda s, a: indicators.doubts_about(a, _figure(s, Decimal(6)), date(2025, 4, 1)),
        everywhere=True,
    ),
    "settle_observations": Deed(
        OfIndicators.SETTLE,
        lambda s, a: indicators.settle_observations(a, [_figure(s, Decimal(7))], source="虚构调度"),
    ),
    "take_workbook": Deed(OfIndicators.REPORT, lambda _, a: _sent(a)),
    "recheck_workbook": Deed(
        OfIndicators.REPORT, lambda _, a: indicators.recheck_workbook(a, _sent(a).public_id, on=DAY)
    ),
    "publish_workbook": Deed(OfIndicators.REPORT, lambda _, a: indicators.publish_workbook(a, _sent(a).public_id)),
    "undo_workbook": Deed(
        OfIndicators.REPORT,
        lambda _, a: indicators.undo_workbook(a, indicators.publish_workbook(a, _sent(a).public_id).public_id, "错发"),
    ),
    "refresh_computed": Deed(
        OfIndicators.OBSERVE,
        lambda _, a: indicators.refresh_computed(a, COUNTY_PATH, date(2025, 1, 1), date(2025, 4, 1)),
    ),
    "ask_refresh": Deed(OfIndicators.OBSERVE, lambda _, a: indicators.ask_refresh(a, COUNTY, date(2025, 1, 1))),
    "set_base_value": Deed(
        OfIndicators.OBSERVE,
        lambda _, a: indicators.set_base_value(a, "made_up", COUNTY, 2023, Decimal(7), "虚构年鉴"),
    ),
    "declare_break": Deed(
        OfIndicators.OBSERVE, lambda _, a: indicators.declare_break(a, "made_up", COUNTY, DAY, "虚构口径")
    ),
    "take_back_break": Deed(
        OfIndicators.OBSERVE, lambda _, a: indicators.take_back_break(a, "made_up", COUNTY, SINCE, "登记错了")
    ),
}
STANDARDS = {
    "enter_standard": Deed(OfStandards.EDIT, lambda _, a: standards.enter_standard(a, DRAFT, region_code=COUNTY)),
    "change_standard": Deed(OfStandards.EDIT, lambda s, a: standards.change_standard(a, s.drafted.public_id, DRAFT)),
    "publish_standard": Deed(
        OfStandards.EDIT,
        lambda s, a: standards.publish_standard(a, s.drafted.public_id, published_on=SINCE, in_force_on=DAY),
    ),
    "bring_into_force": Deed(
        OfStandards.EDIT, lambda s, a: standards.bring_into_force(a, s.published.public_id, on=DAY)
    ),
    "supersede": Deed(
        OfStandards.EDIT, lambda s, a: standards.supersede(a, s.drafted.public_id, s.published.public_id)
    ),
    "set_drafting": Deed(
        OfStandards.EDIT,
        lambda s, a: standards.set_drafting(
            a, s.drafted.public_id, lead_drafter="某研究院", stage=DraftingStage.DRAFTED
        ),
    ),
    "withdraw_standard": Deed(
        OfStandards.EDIT,
        lambda s, a: standards.withdraw_standard(a, s.published.public_id, on=date(2026, 1, 1), reason="过时"),
    ),
    "record_conformity": Deed(
        OfStandards.CERTIFY,
        lambda s, a: standards.record_conformity(
            a,
            s.drafted.public_id,
            COUNTY,
            subject="某锅炉",
            result=Conformance.CONFORMS,
            checked_on=DAY,
            checked_by="某检验所",
        ),
    ),
    "record_certificate": Deed(
        OfStandards.CERTIFY,
        lambda _, a: standards.record_certificate(
            a, COUNTY, standards.CertificateDraft(CertificateKind.GREEN_PRODUCT, "CN-9", "某厂", DAY)
        ),
    ),
}
PROOF = registers.Upload(b"%PDF-1.4\nfor tests", "taken over.pdf")
REGISTERS = {
    "define_type": Deed(
        OfRegisters.DEFINE, lambda _, a: registers.define_type(a, COUNTY, LIFTS.replace("code: lifts", "code: more"))
    ),
    "change_type": Deed(
        OfRegisters.DEFINE,
        lambda s, a: registers.change_type(a, s.shelf.kind.public_id, LIFTS.replace("提升高度", "高度")),
    ),
    "open_register": Deed(
        OfRegisters.OPEN,
        lambda s, a: registers.open_register(
            a, registers.RegisterDraft(s.shelf.kind.public_id, s.world.units["清岚县商务局"].public_id, "又一本")
        ),
    ),
    "add_record": Deed(
        OfRegisters.FILL, lambda s, a: registers.add_record(a, s.shelf.ours.public_id, draft(number="DT-9"))
    ),
    "bring_records": Deed(
        OfRegisters.FILL,
        lambda s, a: registers.bring_records(a, Actor.system("迁入"), s.shelf.ours.public_id, [], PROOF),
    ),
    "change_record": Deed(
        OfRegisters.FILL,
        lambda s, a: registers.change_record(a, s.shelf.record.public_id, draft(length="9"), clock=0),
    ),
    "add_evidence": Deed(
        OfRegisters.FILL,
        lambda s, a: registers.add_evidence(
            a, s.shelf.record.public_id, "检验报告", registers.Upload(b"%PDF-1.4\nmore", "more.pdf")
        ),
    ),
    "move_record": Deed(
        OfRegisters.CONFIRM,
        lambda s, a: registers.move_record(
            a, s.waiting.public_id, "confirmed", clock=1, reached_on=timezone.localdate()
        ),
    ),
    "take_import": Deed(
        OfRegisters.FILL,
        lambda s, a: registers.take_import(a, s.shelf.ours.public_id, workbook([row("DT-T")]), "a.xlsx"),
    ),
    "upload_import": Deed(
        OfRegisters.FILL,
        lambda s, a: registers.upload_import(a, s.shelf.ours.public_id, workbook([row("DT-U")]), "b.xlsx"),
    ),
    "check_import": Deed(OfRegisters.FILL, lambda s, a: registers.check_import(a, s.checked.public_id)),
    "recheck_import": Deed(OfRegisters.FILL, lambda s, a: registers.recheck_import(a, s.checked.public_id)),
    "publish_import": Deed(OfRegisters.FILL, lambda s, a: registers.publish_import(a, s.checked.public_id)),
    "start_publishing": Deed(OfRegisters.FILL, lambda s, a: registers.start_publishing(a, s.checked.public_id)),
    "undo_import": Deed(OfRegisters.FILL, lambda s, a: registers.undo_import(a, s.imported.public_id, "传错了")),
    "start_undoing": Deed(OfRegisters.FILL, lambda s, a: registers.start_undoing(a, s.imported.public_id, "传错了")),
    "move_records": Deed(
        OfRegisters.CONFIRM,
        lambda s, a: registers.move_records(
            a,
            s.shelf.ours.public_id,
            [s.waiting.id],
            registers.BatchDraft("in_use", "confirmed", timezone.localdate(), expected=1),
        ),
    ),
    "prove_records": Deed(
        OfRegisters.FILL,
        lambda s, a: registers.prove_records(
            a,
            s.shelf.ours.public_id,
            [s.shelf.record.id],
            {"检验报告": registers.Upload(b"%PDF-1.4\nshared", "shared.pdf")},
            expected=1,
        ),
    ),
    "withdraw_record": Deed(
        OfRegisters.FILL, lambda s, a: registers.withdraw_record(a, s.shelf.record.public_id, "误登", clock=0)
    ),
    "withdraw_evidence": Deed(
        OfRegisters.FILL,
        lambda s, a: registers.withdraw_evidence(
            a, registers.record_page(s.world.system, s.shelf.record.public_id).evidence[0].public_id, "传错"
        ),
    ),
    "rename_register": Deed(
        OfRegisters.MANAGE, lambda s, a: registers.rename_register(a, s.shelf.ours.public_id, "新名", "改名")
    ),
    "hand_over_register": Deed(
        OfRegisters.MANAGE,
        lambda s, a: registers.hand_over_register(
            a, s.shelf.ours.public_id, s.world.units["清岚县审计局"].public_id, "划转"
        ),
    ),
    "close_register": Deed(
        OfRegisters.MANAGE, lambda s, a: registers.close_register(a, s.shelf.ours.public_id, "完成")
    ),
    "retire_type": Deed(OfRegisters.DEFINE, lambda s, a: registers.retire_type(a, s.shelf.kind.public_id, "不用")),
}
PROGRESS = {
    "copy_preset": Deed(
        OfProgress.WRITE, lambda _, a: progress.copy_preset(a, COUNTY, BulletinKind.RANKING, "县里的通报")
    ),
    "set_paper": Deed(OfProgress.WRITE, lambda _, a: progress.set_paper(a, COUNTY, progress.PaperDraft("县专班"))),
    "ask_for_region": Deed(OfProgress.REFRESH, lambda _, a: progress.ask_for_region(a, COUNTY)),
    "propose_again": Deed(OfProgress.BIND, lambda _, a: progress.propose_again(a, COUNTY)),
    "confirm_sure": Deed(OfProgress.BIND, lambda _, a: progress.confirm_sure(a, COUNTY)),
    "choose_followed": Deed(
        OfProgress.BIND, lambda _, a: progress.choose_followed(a, looked_at("促销活动"), Follow.REPORTED, "以填报为准")
    ),
    "set_course": Deed(
        OfProgress.BIND,
        lambda _, a: progress.set_course(a, looked_at("促销活动"), progress.CourseDraft(Shape.LINEAR), "专班会议"),
    ),
    "set_reminders": Deed(
        OfProgress.DISPATCH,
        lambda _, a: progress.set_reminders(a, COUNTY, {Reminder.LATE: progress.Setting(is_on=False, days=0)}),
    ),
    "report_task": Deed(
        OfProgress.REPORT,
        lambda _, a: progress.report_task(a, led("家电换新"), progress.ReportDraft(TaskState.UNDER_WAY, "已开始。")),
    ),
    "draft_order": Deed(OfProgress.SUPERVISE, lambda s, a: progress.draft_order(a, COUNTY, order_of(s))),
    "issue_order": Deed(OfProgress.SUPERVISE, lambda s, a: progress.issue_order(a, COUNTY, order_of(s))),
    "set_order_terms": Deed(
        OfProgress.SUPERVISE, lambda _, a: progress.set_order_terms(a, COUNTY, OrderLevel.URGENT, OrderTerms(3, 1, 2))
    ),
    "plan_meeting": Deed(OfProgress.MEET, lambda _, a: progress.plan_meeting(a, COUNTY, MEETING)),
    "draft_matter": Deed(OfProgress.RAISE, lambda s, a: progress.draft_matter(a, matter_of(s))),
}
PARTIES = {
    "take_in": Deed(
        OfParties.EDIT, lambda s, a: parties.take_in(a, s.world.region(COUNTY).id, [firm(1)], source="虚构名单")
    ),
    "enter": Deed(OfParties.EDIT, lambda _, a: parties.enter(a, COUNTY, firm(1), source="虚构名单")),
    "used": Deed(OfParties.EDIT, lambda s, a: parties.used(a, [party(s, 1).pk], on=DAY)),
    "change_party": Deed(
        OfParties.EDIT,
        lambda s, a: parties.change_party(
            a, party(s, 1).public_id, {parties.PartyField.CONTACT: "林秋水"}, reason="来电更正"
        ),
    ),
    "record_consent": Deed(
        OfParties.EDIT,
        lambda s, a: parties.record_consent(
            a, party(s, 1).public_id, [parties.PartyField.PHONE], given_on=DAY, wording="第1版", on=DAY
        ),
    ),
    "withdraw_consent": Deed(
        OfParties.EDIT,
        lambda s, a: parties.withdraw_consent(a, party(s, 1).public_id, on=DAY, reason="来函撤回"),
    ),
    "give_role": Deed(
        OfParties.ROLES, lambda s, a: parties.give_role(a, [party(s, 1).pk], parties.PartyRole.MERCHANT, since=DAY)
    ),
    "end_role": Deed(
        OfParties.ROLES,
        lambda s, a: parties.end_role(a, [party(s, 1).pk], parties.PartyRole.BANK, until=date(2025, 6, 1)),
    ),
    "unmask": Deed(
        OfParties.UNMASK,
        lambda s, a: parties.unmask(a, party(s, 1).public_id, [parties.PartyField.PHONE], reason="电话核实"),
    ),
    "unmask_many": Deed(
        OfParties.UNMASK,
        lambda s, a: parties.unmask_many(a, [party(s, 1).pk], [parties.PartyField.PHONE], reason="电话核实"),
    ),
    "unmask_all": Deed(
        OfParties.UNMASK, lambda s, a: parties.unmask_all(a, party(s, 1).public_id, reason="本人申请查询")
    ),
    "find_pairs": Deed(OfParties.MERGE, lambda _, a: parties.find_pairs(a), everywhere=True),
    "say_different": Deed(
        OfParties.MERGE, lambda s, a: parties.say_different(a, pair_of(s).public_id, reason="档案不同")
    ),
    "merge_pair": Deed(
        OfParties.MERGE,
        lambda s, a: parties.merge_pair(a, pair_of(s).public_id, party(s, 1).public_id, [], reason="重复登记", on=DAY),
    ),
    "merge_parties": Deed(
        OfParties.MERGE,
        lambda s, a: parties.merge_parties(
            a, party(s, 1).public_id, party(s, 2).public_id, [], reason="重复登记", on=DAY
        ),
    ),
    "undo_merge": Deed(OfParties.MERGE, lambda s, a: parties.undo_merge(a, merged(s), reason="核对有误", on=DAY)),
}
MEETING = progress.MeetingDraft(
    1, "专班第1次会议", date(2025, 3, 3), "沈砚", items=(progress.ItemDraft(ItemKind.TEXT, "听取进展"),)
)


def order_of(stage: Stage) -> progress.OrderDraft:
    """An order to our clerk's unit about a matter in words."""
    return progress.OrderDraft(
        "关于台账的督办",
        "补齐台账。",
        OrderSource.CHECK,
        OrderLevel.NORMAL,
        stage.world.units["清岚县商务局"].public_id,
        text="台账",
        due_on=date(2099, 1, 5),
    )


def matter_of(stage: Stage) -> progress.MatterDraft:
    """A matter that our clerk's unit raises."""
    return progress.MatterDraft("请示", "能否办理。", Decider.DEPUTY, stage.world.units["清岚县商务局"].public_id)


def looked_at(name: str) -> UUID:
    """A target of the published plan, whose progress was looked at when the plan's jobs ran."""
    return TargetSnapshot.objects.select_related("target").get(name=name).target.public_id


def led(words: str) -> UUID:
    """A task of the published plan that our clerk's unit leads."""
    return TaskSnapshot.objects.select_related("task").get(title__contains=words).task.public_id


def _of_funds(do: Do) -> Callable[[Stage, Actor], object]:
    return lambda stage, actor: do(stage.funds, actor)


AFTER = {name: Deed(power, do) for name, (power, do) in OF_AFTER.items()}
FUNDS = {name: Deed(power, _of_funds(do)) for name, (power, do) in OF_FUNDS.items()}


def firm(serial: int) -> parties.EnterpriseFacts:
    """One of two made-up firms of our county that share their name."""
    return enterprise(serial, name="虚构家电有限公司")


def party(stage: Stage, serial: int) -> Party:
    """The firm, entered by the system with consent and, as it happens, a bank."""
    consent = parties.Consent(DAY, "第1版")
    system = stage.world.system
    made = parties.take_in(system, stage.world.region(COUNTY).id, [firm(serial)], source="虚构名单", consent=consent)
    if made.new:
        parties.give_role(system, made.ids, parties.PartyRole.BANK, since=DAY)
    return Party.objects.get(pk=made.ids[0])


def pair_of(stage: Stage) -> Pair:
    """The two firms as a pair that waits."""
    ids = (party(stage, 1).pk, party(stage, 2).pk)
    parties.find_pairs(stage.world.system)
    return Pair.objects.get(left_id=min(ids), right_id=max(ids))


def merged(stage: Stage) -> UUID:
    """A merging of the two firms, by the system."""
    kept, gone = party(stage, 1).public_id, party(stage, 2).public_id
    return parties.merge_parties(stage.world.system, kept, gone, [], reason="重复登记", on=DAY)


MARKET_EVENT = schemes.EventDraft(EventKind.FAIR, "虚构展销", DAY, DAY, "广场")
MARKET = {
    "add_goods": Deed(
        OfSchemes.GOODS_EDIT, lambda _, a: schemes.add_goods(a, COUNTY, market.goods_draft(market.CODES[2]), on=DAY)
    ),
    "take_goods": Deed(
        OfSchemes.GOODS_EDIT,
        lambda s, a: schemes.take_goods(a, s.world.region(COUNTY).id, [market.goods_draft(market.CODES[3])], on=DAY),
    ),
    "take_sent": Deed(
        OfSchemes.GOODS_EDIT,
        lambda _, a: schemes.take_sent(a, COUNTY, ListSubject.GOODS, market.book(market.GOODS_HEADS), "a.xlsx", on=DAY),
    ),
    "set_intake": Deed(
        OfSchemes.MERCHANT_ADMIT, lambda _, a: schemes.set_intake(a, COUNTY, opens_on=DAY, closes_on=None)
    ),
    "plan_event": Deed(OfSchemes.EVENT_EDIT, lambda _, a: schemes.plan_event(a, COUNTY, MARKET_EVENT)),
}
SCHEMES = {
    "draft_scheme": Deed(
        OfSchemes.DRAFT,
        lambda s, a: schemes.draft_scheme(
            a, schemes.SchemeDraft(COUNTY, s.world.units[HERE].public_id, text=of_family("sledges"))
        ),
    ),
    "amend_scheme": Deed(OfSchemes.DRAFT, lambda s, a: schemes.amend_scheme(a, s.policies.in_force, "提高")),
    "save_scheme_text": Deed(
        OfSchemes.DRAFT, lambda s, a: schemes.save_scheme_text(a, s.policies.draft, BIKES + "# 改\n", 0)
    ),
    "set_scheme_terms": Deed(
        OfSchemes.DRAFT, lambda s, a: schemes.set_scheme_terms(a, s.policies.draft, {"most": "300元"}, held_from=None)
    ),
    "confirm_scheme_lines": Deed(
        OfSchemes.DRAFT, lambda s, a: schemes.confirm_scheme_lines(a, s.policies.draft, ["old_bike"], PAPER)
    ),
    "withdraw_scheme_confirmation": Deed(
        OfSchemes.DRAFT, lambda s, a: schemes.withdraw_scheme_confirmation(a, s.settled, "old_bike")
    ),
    "discard_scheme_draft": Deed(
        OfSchemes.DRAFT, lambda s, a: schemes.discard_scheme_draft(a, s.policies.draft, "不办")
    ),
    "submit_scheme": Deed(OfSchemes.DRAFT, lambda s, a: schemes.submit_scheme(a, s.settled)),
    "send_back_scheme": Deed(OfSchemes.APPROVE, lambda s, a: schemes.send_back_scheme(a, s.handed_in, "再核")),
    "approve_scheme": Deed(OfSchemes.APPROVE, lambda s, a: schemes.approve_scheme(a, s.handed_in)),
    "ask_scheme_end": Deed(
        OfSchemes.DRAFT,
        lambda s, a: schemes.ask_scheme_end(a, s.policies.in_force, timezone.localdate(), "资金用完"),
    ),
    "take_past_claims": Deed(OfSchemes.WHAT_IF, lambda _, a: schemes.take_past_claims(a, _claims("other"))),
    "remove_past_claims": Deed(OfSchemes.WHAT_IF, lambda s, a: schemes.remove_past_claims(a, s.past, "传错")),
    "ask_what_if": Deed(
        OfSchemes.WHAT_IF, lambda s, a: schemes.ask_what_if(a, s.policies.in_force, schemes.Question(s.past))
    ),
}


def _of_drives(power: Term, do: Callable[[World, Actor], object]) -> Deed:
    return Deed(power, lambda s, a: do(s.world, a))


CLAIMS = {name: _of_drives(power, do) for name, (power, do) in OF_DRIVES.items()}
DEEDS = {
    "parties": PARTIES,
    "plans": PLANS,
    "regions": REGIONS,
    "indicators": INDICATORS,
    "standards": STANDARDS,
    "registers": REGISTERS,
    "progress": PROGRESS,
    "funds": FUNDS,
    "schemes": SCHEMES | MARKET,
    "claims": CLAIMS | AFTER,
}

# Deeds that the matrix leaves to the tests of their package, and why.
ELSEWHERE = {
    "claims.ask_erasure": "a citizen's own: no role has it; in the tests of citizens",
    "claims.collect": "needs money that waits; in the tests of settlement, role by role",
    "claims.cancel_voucher": "a citizen's own: no role has it; in the tests of drives",
    "claims.join_drive": "a citizen's own: no role has it; in the tests of drives",
    "claims.leave_queue": "a citizen's own: no role has it; in the tests of drives",
    "claims.load_demo_drives": "only at the first start: the county's office and its finance",
    "claims.load_demo_till": "only at the first start: the county's office and its finance",
    "claims.see_own_data": "a citizen's own: no role has it; in the tests of citizens",
    **{f"claims.{name}": "of a claimant, or by people in turn: in the tests of claims" for name in OF_AFTER_ELSEWHERE},
    "parties.load_demo": "only at the first start: the county's office",
    "schemes.agree_scheme_end": "needs a proposal to end; in the tests of schemes",
    "schemes.decline_scheme_end": "needs a proposal to end; in the tests of schemes",
    "schemes.load_demo_schemes": "only at the first start: two people of the county and two of its city",
    "schemes.try_demo_amendment": "only in the demo county, after its city is brought",
    "schemes.run_what_if": "the job does it for whoever asked; in the tests of past claims",
    "plans.ask_assistant": "needs an assistant set up; refuses by Power.REVIEW first",
    "plans.load_demo": "only at the first start: two people of the county and two of its city",
    "plans.share_target": "needs regions below; in the tests of editions, as the city",
    "regions.add_division": "a new county lies under its city, which the holders of this matrix do not govern",
    "regions.load_demo": "only at the first start, by the system",
    "regions.load_divisions": "only at a start, by the system: the national table",
    "regions.load_roles": "only at a start, by the system: the preset roles",
    "funds.keep_root": "only at night, by the system: the root is of all regions",
    "funds.remind_overdue": "only in the morning, by the system",
    "funds.load_demo": "only at the first start: the county's office and its finance",
    "funds.load_shares": "only at a start, by the system: the notices' rules",
    "indicators.load_catalogue": "only at a start, by the system: the shipped catalogue",
    "standards.load_catalogue": "only at a start, by the system: the shipped catalogue",
    "progress.bind_unit": "needs a target with an indicator; in the tests of progress",
    "progress.confirm_binding": "needs a target with an indicator; in the tests of progress",
    "progress.load_demo": "only at the first start: the county's office",
    "progress.refuse_binding": "needs a target with an indicator; in the tests of progress",
    "progress.set_base": "needs a target with an indicator; in the tests of progress",
    "registers.load_presets": "only at a start, by the system: the shipped types",
    "registers.reopen_register": "needs a closed register; asks as closing does",
    "registers.restore_type": "needs a retired type; asks as retiring does",
    "registers.use_for_target": "needs a published target with an indicator; in the tests of targets",
    "registers.open_for_target": "needs a published target with an indicator; in the tests of targets",
    "standards.confirm_standard": "needs a standard that was shipped",
    "indicators.grant_exception": "needs a period that was settled; in the tests of locks",
    "progress.allow_change": "needs an approved return; in the tests of rounds",
    "progress.answer_question": "needs a return that was sent back; in the tests of rounds",
    "progress.approve_return": "needs a submitted return; in the tests of rounds",
    "progress.assure_field": "needs a figure that looks wrong; in the tests of rounds",
    "progress.close_round": "needs a round; in the tests of rounds",
    "progress.open_round": "needs targets looked at; in the tests of rounds",
    "progress.remind_now": "needs a round; in the tests of reminding",
    "progress.reopen_round": "needs a closed round; in the tests of rounds",
    "progress.save_field": "needs a round; in the tests of rounds",
    "progress.send_back": "needs a submitted return; in the tests of rounds",
    "progress.submit_return": "needs a round; in the tests of rounds",
    "progress.withdraw_return": "needs a submitted return; in the tests of rounds",
    "progress.accept_reply": "needs an answered order; every role at every state in the tests of supervision",
    "progress.ask_time": "needs an order; every role at every state in the tests of supervision",
    "progress.escalate_order": "needs an order; every role at every state in the tests of supervision",
    "progress.grant_time": "needs a wish for more time; in the tests of supervision",
    "progress.instruct_order": "needs an order; every role at every state in the tests of supervision",
    "progress.issue_draft": "needs a draft; in the tests of supervision",
    "progress.receive_order": "needs an order; every role at every state in the tests of supervision",
    "progress.refuse_time": "needs a wish for more time; in the tests of supervision",
    "progress.reply_order": "needs an order; every role at every state in the tests of supervision",
    "progress.return_order": "needs an answered order; every role at every state in the tests of supervision",
    "progress.rewrite_order": "needs a draft; in the tests of supervision",
    "progress.withdraw_order": "needs an order; every role at every state in the tests of supervision",
    "progress.add_item": "needs a meeting; in the tests of meetings",
    "progress.add_to_minutes": "needs confirmed minutes; in the tests of meetings",
    "progress.cancel_meeting": "needs a meeting; in the tests of meetings",
    "progress.change_meeting": "needs a meeting; in the tests of meetings",
    "progress.confirm_minutes": "needs minutes handed in; in the tests of meetings",
    "progress.drop_follow_up": "needs a follow-up; in the tests of meetings",
    "progress.hand_in_minutes": "needs a meeting; in the tests of meetings",
    "progress.mark_presence": "needs a meeting; in the tests of meetings",
    "progress.remove_item": "needs a meeting; in the tests of meetings",
    "progress.save_minute": "needs a meeting; in the tests of meetings",
    "progress.send_back_minutes": "needs minutes handed in; in the tests of meetings",
    "progress.settle_item": "needs a meeting; in the tests of meetings",
    "progress.write_follow_up": "needs a meeting; in the tests of meetings",
    "progress.answer_matter": "needs a matter asked back; in the tests of meetings",
    "progress.ask_back": "needs a raised matter; in the tests of meetings",
    "progress.decide_matter": "needs a raised matter; in the tests of meetings",
    "progress.put_to_meeting": "needs a raised matter; in the tests of meetings",
    "progress.raise_matter": "needs a draft; in the tests of meetings",
    "progress.rewrite_matter": "needs a draft; in the tests of meetings",
    "progress.withdraw_matter": "needs a matter; in the tests of meetings",
    "progress.publish_return_workbook": "needs a return; in the tests of its workbooks",
    "progress.take_return_workbook": "needs a return; in the tests of its workbooks",
    "progress.add_upper_form": "needs a workbook; in the tests of the level above's",
    "progress.confirm_mapping": "needs a workbook; in the tests of the level above's",
    "progress.fill_upper_form": "needs a confirmed mapping; in the tests of the level above's",
    "progress.edit_paragraph": "needs a draft; in the tests of bulletins",
    "progress.issue_bulletin": "needs a submitted bulletin; in the tests of bulletins",
    "progress.restore_paragraph": "needs an edited draft; in the tests of bulletins",
    "progress.rewrite_bulletin": "needs a draft; in the tests of bulletins",
    "progress.save_template": "needs a template; in the tests of bulletins",
    "progress.send_bulletin_back": "needs a submitted bulletin; in the tests of bulletins",
    "progress.submit_bulletin": "needs a draft; in the tests of bulletins",
    "progress.withdraw_bulletin": "needs an issued bulletin; in the tests of bulletins",
    "progress.write_bulletin": "needs targets looked at; in the tests of bulletins",
    "schemes.add_price": "needs goods or a workbook; in the tests of goods",
    "schemes.change_goods": "needs goods or a workbook; in the tests of goods",
    "schemes.delist_goods": "needs goods or a workbook; in the tests of goods",
    "schemes.list_goods": "needs goods or a workbook; in the tests of goods",
    "schemes.take_back_price": "needs goods or a workbook; in the tests of goods",
    "schemes.publish_sent": "needs goods or a workbook; in the tests of goods",
    "schemes.recheck_sent": "needs goods or a workbook; in the tests of goods",
    "schemes.undo_sent": "needs goods or a workbook; in the tests of goods",
    "schemes.add_shop": "needs a merchant or an application; in the tests of merchants",
    "schemes.add_till": "needs a merchant or an application; in the tests of merchants",
    "schemes.admit_application": "needs a merchant or an application; in the tests of merchants",
    "schemes.change_shop": "needs a merchant or an application; in the tests of merchants",
    "schemes.check_application": "needs a merchant or an application; in the tests of merchants",
    "schemes.close_shop": "needs a merchant or an application; in the tests of merchants",
    "schemes.end_till": "needs a merchant or an application; in the tests of merchants",
    "schemes.pass_application": "needs a merchant or an application; in the tests of merchants",
    "schemes.refuse_application": "needs a merchant or an application; in the tests of merchants",
    "schemes.resume_merchant": "needs a merchant or an application; in the tests of merchants",
    "schemes.return_application": "needs a merchant or an application; in the tests of merchants",
    "schemes.see_contact": "needs a merchant or an application; in the tests of merchants",
    "schemes.send_back_application": "needs a merchant or an application; in the tests of merchants",
    "schemes.suspend_merchant": "needs a merchant or an application; in the tests of merchants",
    "schemes.withdraw_merchant": "needs a merchant or an application; in the tests of merchants",
    "schemes.take_merchants": "needs a merchant or an application; in the tests of merchants",
    "schemes.cancel_event": "needs an event; in the tests of merchants",
    "schemes.change_event": "needs an event; in the tests of merchants",
    "schemes.record_result": "needs an event; in the tests of merchants",
    "schemes.set_event_merchants": "needs an event; in the tests of merchants",
    "schemes.apply_for": "anybody, while a region takes some; in the tests of merchants",
    "schemes.answer_return": "anybody with the receipt; in the tests of merchants",
    "schemes.load_market_demo": "the demo county of the first start",
}
