"""Bulletins: written from what is known, edited, issued by another person, frozen; the Word file read back."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import docx
import pypdfium2
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from liangxin.domains.progress import api as progress
from liangxin.domains.progress import errors
from liangxin.domains.progress.access import visible_bulletins
from liangxin.domains.progress.models import Bulletin, BulletinCounter, BulletinTemplateVersion
from liangxin.domains.progress.queries.bulletins.cards import bulletin_file, to_issue, to_write
from liangxin.domains.progress.queries.bulletins.facts import programme_facts
from liangxin.domains.progress.rules.bulletins.content import read_back
from liangxin.domains.progress.rules.bulletins.presets import preset_of
from liangxin.domains.progress.rules.bulletins.template import Template, TemplateBlock, TemplateSection, template_of
from liangxin.domains.progress.rules.prose.spans import text_of
from liangxin.domains.progress.terms import BulletinKind, BulletinState
from liangxin.domains.progress.tests.bulletins_world import (
    BASE,
    JUNE,
    BulletinsWorld,
    bulletins,
    draft_of,
    files_here,
    measured,
    sources,
)
from liangxin.domains.progress.tests.rounds_world import draft_of as round_draft
from liangxin.domains.progress.tests.world import EVENTS, ON
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.foundation.accounts.api import NotAllowed
from liangxin.foundation.files.api import StoredFile, read_bytes
from liangxin.foundation.trail.api import entries_of
from liangxin.kernel.period import Period
from liangxin.kernel.refusal import Refusal

__all__ = ["bulletins", "files_here", "measured", "sources"]
MONTHLY, RANKING = BulletinKind.MONTHLY, BulletinKind.RANKING


def words(bulletins: BulletinsWorld) -> str:
    return "\n".join(read_back(bulletins.row.content).texts())


def word_of(bulletins: BulletinsWorld, who: str = "lin") -> Any:
    _, kept = bulletin_file(bulletins.actor(who), bulletins.id, BASE)
    return docx.Document(io.BytesIO(kept if isinstance(kept, bytes) else read_bytes(kept)))


def test_it_says_what_the_snapshots_say(bulletins: BulletinsWorld) -> None:
    counts = regions_counts(bulletins)
    overview = text_of(next(read_back(bulletins.row.content).passages()).prose)
    assert f"纳入监测的目标共{counts.all}项，其中已有结论{counts.known}项" in overview
    assert "2025年7月10日" in overview
    assert bulletins.row.written_on == ON
    assert bulletins.row.facts["programme"]["counts"]["behind"] == counts.behind


def regions_counts(bulletins: BulletinsWorld) -> Any:
    return progress.region_page(bulletins.actor("lin"), COUNTY).counts


def test_facts_cost_the_same_for_few_targets_and_many(bulletins: BulletinsWorld) -> None:
    region = regions.region_cards([COUNTY])[COUNTY]

    def cost() -> int:
        with CaptureQueriesContext(connection) as told:
            programme_facts(bulletins.actor("lin"), region, JUNE, JUNE.start, ON)
        return len(told)

    before = cost()
    progress.open_round(bulletins.actor("lin"), COUNTY, round_draft(bulletins.lights))
    assert cost() == before, "a round with a return a unit costs nothing more"
    assert before <= 8


def test_returns_of_the_period_are_told_and_ranked(bulletins: BulletinsWorld) -> None:
    progress.open_round(bulletins.actor("lin"), COUNTY, round_draft(bulletins.lights))
    progress.rewrite_bulletin(bulletins.actor("lin"), bulletins.id, ON)
    assert "“2025年6月调度”共向" in words(bulletins)
    assert "尚无单位报送" in words(bulletins)


def test_every_trail_is_an_address_that_exists(bulletins: BulletinsWorld) -> None:
    trails = list(read_back(bulletins.row.content).trails())
    assert len(trails) > 5
    assert all(resolve(urlsplit(trail).path) for trail in trails)


def test_the_word_file_has_all_figures_as_links(bulletins: BulletinsWorld) -> None:
    document = word_of(bulletins)
    content = read_back(bulletins.row.content)
    said = [paragraph.text for paragraph in document.paragraphs]
    assert all(passage.text in said for passage in content.passages())
    links = [(link.text, link.url) for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    spans = [(span.text, BASE + span.trail) for one in content.passages() for span in one.prose if span.trail]
    assert links == spans
    assert all(resolve(urlsplit(url).path) for _, url in links)


def test_one_bulletin_a_kind_and_period(bulletins: BulletinsWorld) -> None:
    with pytest.raises(errors.BulletinExists):
        progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(), ON)
    progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(RANKING), ON)
    with pytest.raises(errors.PeriodUnfit):
        progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(period=Period.month(2025, 8)), ON)


@pytest.mark.parametrize(("who", "refusal"), [("li", NotAllowed), ("wang", NotAllowed), ("sun", Refusal)])
def test_who_does_not_write_is_refused(bulletins: BulletinsWorld, who: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        progress.write_bulletin(bulletins.actor(who), COUNTY, draft_of(RANKING), ON)


def test_who_sees_a_draft_and_who_an_issued_one(bulletins: BulletinsWorld) -> None:
    def seeing() -> set[str]:
        people = ("lin", "wang", "li", "chen", "sun", "stranger")
        return {who for who in people if visible_bulletins(bulletins.actor(who)).exists()}

    assert seeing() == {"lin", "wang"}
    bulletins.submit()
    bulletins.issue()
    assert seeing() == {"lin", "wang", "li", "chen"}


def test_edits_stand_beside_the_computed_words_and_strange_figures_are_doubted(bulletins: BulletinsWorld) -> None:
    computed = text_of(next(read_back(bulletins.row.content).passages()).prose)
    assert bulletins.edit("全县目标总体平稳。") == []
    assert bulletins.edit("其中987项正常。") == ["987"]
    assert text_of(next(read_back(bulletins.row.content).passages()).prose) == computed
    assert "其中987项正常。" in [paragraph.text for paragraph in word_of(bulletins).paragraphs]
    with pytest.raises(errors.DoubtsOpen, match="987"):
        bulletins.submit()
    bulletins.edit("其中987项正常。", "含市级目标，见市专班通报")
    bulletins.submit()
    told = entries_of(("progress.bulletin", str(bulletins.row.pk)))
    assert {"987"} == {number for entry in told if entry.after for number in entry.after.get("doubts", [])}


def test_two_who_edit_one_paragraph_lose_nothing(bulletins: BulletinsWorld) -> None:
    key = bulletins.keys()[0]
    progress.edit_paragraph(bulletins.actor("lin"), bulletins.id, key, "甲。", seen=0)
    with pytest.raises(errors.ParagraphChanged, match=r"林秋.*乙。"):
        progress.edit_paragraph(bulletins.actor("lin"), bulletins.id, key, "乙。", seen=0)
    progress.restore_paragraph(bulletins.actor("lin"), bulletins.id, key)
    assert progress.bulletin_page(bulletins.actor("lin"), bulletins.id).edits == {}
    with pytest.raises(errors.ParagraphNotFound):
        progress.edit_paragraph(bulletins.actor("lin"), bulletins.id, "s99-b0-p0", "丙。")


def test_four_eyes_in_the_rule_and_in_the_table(bulletins: BulletinsWorld) -> None:
    bulletins.submit()
    with pytest.raises(errors.OwnBulletin):
        bulletins.issue("lin")
    assert to_issue(bulletins.actor("lin"), 5) == []
    assert [line.public_id for line in to_issue(bulletins.actor("wang"), 5)] == [bulletins.id]
    bulletins.issue()
    row = bulletins.row
    with pytest.raises(IntegrityError, match=r"four_eyes|frozen"), transaction.atomic():
        Bulletin.objects.filter(pk=row.pk).update(issued_by=row.submitted_by_id)
    draft = progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(RANKING), ON)
    lin = bulletins.actor("lin").account_id
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Bulletin.objects.filter(public_id=draft).update(submitted_by=lin, issued_by=lin)


def test_what_is_issued_is_frozen(bulletins: BulletinsWorld) -> None:
    """A later figure changes nothing in it, and the file is the same each time."""
    bulletins.submit()
    assert bulletins.issue() == "第1期"
    before, said = bulletins.row, words(bulletins)
    _, first = bulletin_file(bulletins.actor("li"), bulletins.id, "https://elsewhere.example")
    bulletins.lights.tell(EVENTS, 90, measured=False, months=[JUNE])
    bulletins.lights.refresh()
    assert words(bulletins) == said
    _, again = bulletin_file(bulletins.actor("li"), bulletins.id, BASE)
    assert isinstance(first, StoredFile)
    assert first == again == before.file
    with pytest.raises(errors.BulletinStateUnfit):
        progress.rewrite_bulletin(bulletins.actor("lin"), bulletins.id, ON)
    with pytest.raises(errors.BulletinStateUnfit):
        bulletins.edit("再改一下。")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Bulletin.objects.filter(pk=before.pk).update(title="另一个标题")


def test_a_draft_takes_new_figures_when_asked_and_edits_stay(bulletins: BulletinsWorld) -> None:
    behind = bulletins.row.facts["programme"]["counts"]["behind"]
    assert behind > 0
    bulletins.edit("手工写的话。")
    bulletins.lights.tell(EVENTS, 90, measured=False, months=[JUNE])
    bulletins.lights.refresh()
    progress.rewrite_bulletin(bulletins.actor("lin"), bulletins.id, ON)
    assert bulletins.row.facts["programme"]["counts"]["behind"] < behind
    page = progress.bulletin_page(bulletins.actor("lin"), bulletins.id)
    assert [edit.text for edit in page.edits.values()] == ["手工写的话。"]


def test_numbers_of_a_year_have_no_gaps_and_a_withdrawn_one_stays_taken(bulletins: BulletinsWorld) -> None:
    bulletins.submit()
    assert bulletins.issue() == "第1期"
    with pytest.raises(errors.ReasonNeeded):
        progress.withdraw_bulletin(bulletins.actor("wang"), bulletins.id, " ")
    progress.withdraw_bulletin(bulletins.actor("wang"), bulletins.id, "数据有误")
    row = bulletins.row
    assert (row.state, row.number, row.withdraw_reason) == (BulletinState.WITHDRAWN, 1, "数据有误")
    bulletins.id = progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(), ON)
    bulletins.submit()
    assert bulletins.issue() == "第2期"
    assert BulletinCounter.objects.get().last == 2


def test_one_that_comes_back_can_be_changed(bulletins: BulletinsWorld) -> None:
    bulletins.submit()
    with pytest.raises(errors.BulletinStateUnfit):
        bulletins.edit("改一下。")
    with pytest.raises(errors.ReasonNeeded):
        progress.send_bulletin_back(bulletins.actor("wang"), bulletins.id, "")
    progress.send_bulletin_back(bulletins.actor("wang"), bulletins.id, "补充原因分析")
    assert bulletins.edit("改一下。") == []
    assert bulletins.row.submitted_by_id is None


def test_changes_are_told_since_the_last_issued_one(bulletins: BulletinsWorld) -> None:
    bulletins.submit()
    bulletins.issue()
    later = timezone.localdate().replace(year=2025, month=8, day=10)
    bulletins.lights.tell(EVENTS, 90, measured=False, months=[JUNE])
    bulletins.lights.refresh(later)
    july = progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(period=Period.month(2025, 7)), later)
    said = "".join(read_back(Bulletin.objects.get(public_id=july).content).texts())
    assert "与2025年7月10日相比，" in said
    assert "由滞后转为" in said


def test_the_office_is_told_what_is_still_to_be_written(bulletins: BulletinsWorld) -> None:
    assert to_write(bulletins.actor("lin"), ON) == []
    (waiting,) = to_write(bulletins.actor("lin"), ON.replace(month=8))
    assert (waiting.region_code, str(waiting.period)) == (COUNTY, "2025年7月")
    assert to_write(bulletins.actor("li"), ON.replace(month=8)) == []


@pytest.mark.usefixtures("sources")
@pytest.mark.parametrize(
    ("kind", "subject", "words_in_it"),
    [(BulletinKind.NOTICE, "order:3", "公共充电桩建设滞后"), (BulletinKind.MINUTES, "meeting:4", "按月倒排工期")],
)
def test_orders_and_meetings_become_notices_and_minutes(
    bulletins: BulletinsWorld, kind: BulletinKind, subject: str, words_in_it: str
) -> None:
    with pytest.raises(errors.SubjectNeeded):
        progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(kind), ON)
    bulletins.id = progress.write_bulletin(bulletins.actor("lin"), COUNTY, draft_of(kind, subject=subject), ON)
    assert words_in_it in words(bulletins)
    bulletins.submit()
    assert bulletins.issue() == ("〔2025〕1号" if kind is BulletinKind.NOTICE else "第1期")
    said = "".join(paragraph.text for paragraph in word_of(bulletins).paragraphs)
    assert ("出席：李青禾、王知远" in said) is (kind is BulletinKind.MINUTES)


def test_a_template_of_the_office_is_copied_changed_and_never_changes_what_was_written(
    bulletins: BulletinsWorld,
) -> None:
    lin = bulletins.actor("lin")
    made = progress.copy_preset(lin, COUNTY, RANKING, "县里的通报")
    with pytest.raises(errors.TemplateNameTaken):
        progress.copy_preset(lin, COUNTY, RANKING, "县里的通报")
    own = Template(
        RANKING, "关于{时期}排名的通报", (TemplateSection("情况", (TemplateBlock("text", "共{目标数}项。"),)),)
    )
    broken = TemplateSection("情况", (TemplateBlock("text", "共{目标}项。"),))
    with pytest.raises(errors.TemplateFaulty) as faulty:
        progress.save_template(lin, made, Template(RANKING, "题", (broken,)), 1)
    assert faulty.value.field == "s0-b0"
    assert progress.save_template(lin, made, own, 1) == 2
    with pytest.raises(errors.TemplateChanged):
        progress.save_template(lin, made, own, 1)
    bulletins.id = progress.write_bulletin(lin, COUNTY, draft_of(RANKING, template=made), ON)
    progress.save_template(lin, made, preset_of(RANKING).template, 2)
    assert bulletins.row.template_version == 2
    assert template_of(RANKING, bulletins.row.template) == own
    assert bulletins.row.title == "关于2025年6月排名的通报"
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        BulletinTemplateVersion.objects.filter(template__public_id=made).update(body={})
    with pytest.raises(errors.TemplateNotFound):
        progress.write_bulletin(lin, COUNTY, draft_of(MONTHLY, Period.month(2025, 5), template=made), ON)


def test_the_paper_is_as_the_region_has_set_it(bulletins: BulletinsWorld) -> None:
    draft = progress.PaperDraft("清岚县专班办公室", "清岚简报", "清两新办", "仿宋_GB2312")
    progress.set_paper(bulletins.actor("lin"), COUNTY, draft)
    bulletins.submit()
    bulletins.issue()
    said = [paragraph.text for paragraph in word_of(bulletins).paragraphs if paragraph.text]
    assert said[:2] == ["清岚简报", "第1期"]
    assert "清岚县专班办公室" in said
    assert "2025年7月10日" in said, "signed on the day of issue"
    with pytest.raises(errors.FieldTooLong):
        progress.set_paper(bulletins.actor("lin"), COUNTY, progress.PaperDraft("字" * 61))
    with pytest.raises(NotAllowed):
        progress.set_paper(bulletins.actor("li"), COUNTY, draft)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_prints_on_few_pages_with_every_section(bulletins: BulletinsWorld, tmp_path: Path) -> None:
    _, kept = bulletin_file(bulletins.actor("lin"), bulletins.id, BASE)
    assert isinstance(kept, bytes)
    (tmp_path / "月报.docx").write_bytes(kept)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        f"{tmp_path}/月报.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = list(pypdfium2.PdfDocument(tmp_path / "月报.pdf"))
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert 3 <= len(pages) <= 9
    sections = read_back(bulletins.row.content).sections
    assert all("".join(section.heading.split()) in text for section in sections)
