"""Screens of bulletins: written in one step, read like a document, edited in place, issued by another person."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import Bulletin, BulletinTemplate, BulletinTemplateVersion
from liangxin.domains.progress.rules.bulletins.presets import preset_of
from liangxin.domains.progress.rules.bulletins.template import plain_of, template_of
from liangxin.domains.progress.terms import BulletinKind, BulletinState
from liangxin.domains.progress.tests.bulletins_world import (
    BulletinsWorld,
    bulletins,
    draft_of,
    files_here,
    measured,
    sources,
)
from liangxin.domains.progress.tests.test_web import client_of, said, tree_of
from liangxin.domains.progress.tests.world import ON
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.kernel.period import Period

__all__ = ["bulletins", "files_here", "measured", "sources"]
RANKING = BulletinKind.RANKING


def page(bulletins: BulletinsWorld) -> str:
    return reverse("progress:bulletin", args=[bulletins.id])


def post(bulletins: BulletinsWorld, who: str, deed: str, **sent: str) -> Any:
    return client_of(bulletins.lights, who).post(page(bulletins), {"deed": deed, **sent})


@pytest.mark.parametrize(
    ("who", "draft", "issued"),
    [
        ("lin", 200, 200),
        ("wang", 200, 200),
        ("li", 404, 200),
        ("chen", 404, 200),
        ("sun", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_who_reads_a_bulletin(bulletins: BulletinsWorld, who: str, draft: int, issued: int) -> None:
    client = client_of(bulletins.lights, who)
    word = reverse("progress:bulletin_word", args=[bulletins.id])

    def statuses() -> tuple[int, int]:
        file = client.get(word)
        if file.streaming:  # read to its end, which closes the file and leaves the test's connection open
            b"".join(file)
        return client.get(page(bulletins)).status_code, file.status_code

    assert statuses() == (draft, draft)
    bulletins.submit()
    bulletins.issue()
    assert statuses() == (issued, issued)
    assert (bulletins.row.title in said(client.get(reverse("progress:bulletins")))) is (issued == 200)


def test_the_office_writes_one_in_one_step(bulletins: BulletinsWorld) -> None:
    client, url = client_of(bulletins.lights, "lin"), reverse("progress:bulletin_new")
    form = client.get(url, {"region": COUNTY, "kind": "ranking"})
    assert "单位排名通报" in said(form)
    sent = {"deed": "write", "kind": "ranking", "period": "2025年6月", "red_head": "1"}
    made = client.post(url, sent)
    assert made.status_code == 302
    assert "排名" in said(client.get(made["Location"]))
    again = client.post(url, sent)
    assert again.status_code == 409
    assert "已经有一份" in said(again)
    assert client.post(url, sent | {"period": "某月"}).status_code == 422
    assert client_of(bulletins.lights, "li").get(url).status_code == 403


def test_figures_are_links_and_the_margin_offers_to_edit(bulletins: BulletinsWorld) -> None:
    tree = tree_of(client_of(bulletins.lights, "lin").get(page(bulletins)))
    links = tree.xpath("//p[@class='words']/a/@href")
    assert links
    client = client_of(bulletins.lights, "lin")
    assert {client.get(link).status_code for link in set(links)} == {200}
    assert tree.xpath("//aside[@class='margin']//textarea[@name='text']")
    reader = tree_of(client_of(bulletins.lights, "wang").get(page(bulletins)))
    assert not reader.xpath("//aside[@class='margin']//textarea")


def test_an_edit_is_marked_and_its_doubts_stand_in_the_margin(bulletins: BulletinsWorld) -> None:
    key = bulletins.keys()[0]
    assert post(bulletins, "lin", "edit", key=key, text="正常987项。", seen="0").status_code == 302
    answer = client_of(bulletins.lights, "lin").get(page(bulletins))
    words = said(answer)
    assert "手工改过" in words
    assert "987不在数据里" in words
    assert "系统写的文字" in words
    assert tree_of(answer).xpath("//div[contains(@class,'is-doubtful')]/@id") == [key]
    refused = post(bulletins, "lin", "submit")
    assert refused.status_code == 422
    assert "对不上" in said(refused)
    stale = post(bulletins, "lin", "edit", key=key, text="另一句话。", seen="0")
    assert stale.status_code == 409
    assert "另一句话。" in tree_of(stale).xpath("//details[@open]//textarea/text()")[0]
    assert post(bulletins, "lin", "restore", key=key).status_code == 302
    assert "手工改过" not in said(client_of(bulletins.lights, "lin").get(page(bulletins)))


def test_from_draft_to_withdrawn_by_the_screens(bulletins: BulletinsWorld) -> None:
    assert post(bulletins, "lin", "submit").status_code == 302
    own = client_of(bulletins.lights, "lin").get(page(bulletins))
    assert "由另一人签发" in said(own)
    assert not tree_of(own).xpath("//input[@value='issue']")
    assert post(bulletins, "wang", "send_back", reason="").status_code == 422
    assert post(bulletins, "wang", "send_back", reason="补充").status_code == 302
    assert post(bulletins, "lin", "submit").status_code == 302
    assert post(bulletins, "wang", "issue").status_code == 302
    assert bulletins.row.state == BulletinState.ISSUED
    assert "第1期" in said(client_of(bulletins.lights, "li").get(page(bulletins)))
    word = client_of(bulletins.lights, "li").get(reverse("progress:bulletin_word", args=[bulletins.id]))
    assert b"".join(word).startswith(b"PK")
    assert post(bulletins, "wang", "withdraw", reason="数据有误").status_code == 302
    assert "撤销：数据有误" in said(client_of(bulletins.lights, "li").get(page(bulletins)))


@pytest.mark.parametrize("deed", ["edit", "submit", "issue", "withdraw", "rewrite"])
@pytest.mark.parametrize("who", ["li", "sun", "stranger"])
def test_strangers_do_nothing(bulletins: BulletinsWorld, who: str, deed: str) -> None:
    assert post(bulletins, who, deed, key=bulletins.keys()[0], text="甲", reason="乙").status_code in (403, 404)
    assert bulletins.row.state == BulletinState.DRAFT


def cost_of(bulletins: BulletinsWorld, url: str) -> int:
    client = client_of(bulletins.lights, "lin")
    client.get(url)
    with CaptureQueriesContext(connection) as told:
        assert client.get(url).status_code == 200
    return len(told)


def test_lists_cost_the_same_for_two_and_for_twenty(bulletins: BulletinsWorld) -> None:
    lin = bulletins.actor("lin")
    progress.write_bulletin(lin, COUNTY, draft_of(RANKING), ON)
    progress.copy_preset(lin, COUNTY, RANKING, "甲")
    lists = [reverse("progress:bulletins"), reverse("progress:bulletin_templates")]
    before = [cost_of(bulletins, url) for url in lists]
    row = bulletins.row
    names = [field.attname for field in Bulletin._meta.concrete_fields if field.name not in ("id", "public_id")]
    for month in range(1, 19):
        fresh = Bulletin(**{name: getattr(row, name) for name in names})
        period = Period.month(2023 + month // 12, month % 12 + 1)
        fresh.starts_on, fresh.ends_on = period.start, period.end
        fresh.save()
        template = BulletinTemplate.objects.create(
            region_id=row.region_id, kind=RANKING.value, name=str(month), version=1
        )
        body = plain_of(preset_of(RANKING).template)
        BulletinTemplateVersion.objects.create(template=template, number=1, body=body)
    assert Bulletin.objects.count() == 20
    assert [cost_of(bulletins, url) for url in lists] == before


def test_a_page_costs_the_same_for_no_edits_and_for_many(bulletins: BulletinsWorld) -> None:
    before = cost_of(bulletins, page(bulletins))
    for key in bulletins.keys():  # noqa: SIM118 - no mapping
        bulletins.edit("改过的话。", key=key)
    assert cost_of(bulletins, page(bulletins)) == before


def editor(bulletins: BulletinsWorld) -> str:
    made = progress.copy_preset(bulletins.actor("lin"), COUNTY, BulletinKind.MONTHLY, "县里的月报")
    return reverse("progress:bulletin_template", args=[made])


def form_of(answer: Any) -> dict[str, str]:
    """What the editor's form would send."""
    tree = tree_of(answer)
    form = tree.xpath("//form[@class='template-form']")[0]
    sent = {one.get("name"): one.get("value", "") for one in form.xpath(".//input[@name and not(@type='checkbox')]")}
    sent |= {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='checkbox'][@checked]")}
    sent |= {one.get("name"): one.text or "" for one in form.xpath(".//textarea")}
    return sent | {one.get("name"): one.xpath("string(option[@selected]/@value)") for one in form.xpath(".//select")}


def test_the_editor_sends_back_what_it_shows_and_shows_how_it_reads(bulletins: BulletinsWorld) -> None:
    client, url = client_of(bulletins.lights, "lin"), editor(bulletins)
    shown = client.get(url)
    assert "纳入监测的目标" in said(shown), "the preview is written from today's figures"
    sent = form_of(shown)
    saved = client.post(url, sent | {"deed": "save"})
    assert "第2版" in said(saved)
    version = BulletinTemplateVersion.objects.get(number=2)
    assert template_of(BulletinKind.MONTHLY, version.body) == preset_of(BulletinKind.MONTHLY).template


def test_sections_move_and_faults_stand_at_their_place(bulletins: BulletinsWorld) -> None:
    client, url = client_of(bulletins.lights, "lin"), editor(bulletins)
    sent = form_of(client.get(url))
    first, second = sent["s0-heading"], sent["s1-heading"]
    moved = form_of(client.post(url, sent | {"move": "down:s0"}))
    assert (moved["s0-heading"], moved["s1-heading"]) == (second, first)
    added = form_of(client.post(url, sent | {"move": "add:s0"}))
    assert added["s0-b2-piece"] == "text"
    dropped = form_of(client.post(url, sent | {"move": "drop:s0-b0"}))
    assert dropped["s0-b0-piece"] == sent["s0-b1-piece"]
    assert BulletinTemplate.objects.get().version == 1, "a move saves nothing"
    broken = sent | {"title": "{没有这个词}", "deed": "save"}
    refused = client.post(url, broken)
    assert refused.status_code == 422
    fault = tree_of(refused).xpath("//label[.//input[@name='title']]//span[@class='fault']/text()")
    assert fault == ["没有“{没有这个词}”这个占位词"]
    assert form_of(refused)["title"] == "{没有这个词}", "what was typed stays"
    late = client.post(url, sent | {"deed": "save", "seen": "7"})
    assert late.status_code == 409
    assert client_of(bulletins.lights, "li").get(url).status_code == 404


@pytest.mark.usefixtures("sources")
def test_kinds_with_a_source_offer_their_subjects(bulletins: BulletinsWorld) -> None:
    client, url = client_of(bulletins.lights, "lin"), reverse("progress:bulletin_new")
    assert "公共充电桩建设滞后" in said(client.get(url, {"kind": "notice"}))
    made = client.post(url, {"deed": "write", "kind": "notice", "period": "2025年6月", "subject": "order:3"})
    assert "督办通知" in said(client.get(made["Location"]))


def test_kinds_without_a_source_are_not_offered(bulletins: BulletinsWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    client, new = client_of(bulletins.lights, "lin"), reverse("progress:bulletin_new")
    assert "现在没有可写的事项" in said(client.get(new, {"kind": "notice"}))
    monkeypatch.setattr(apps.get_app_config("progress"), "bulletin_sources", [])
    assert "督办通知" not in said(client.get(new, {"kind": "notice"}))


def test_the_home_page_says_what_is_to_be_written_and_signed(bulletins: BulletinsWorld) -> None:
    bulletins.submit()
    assert "待您签发" in said(client_of(bulletins.lights, "wang").get(reverse("home")))
    home = said(client_of(bulletins.lights, "lin").get(reverse("home")))
    assert "月报还没有写" in home


def test_other_programmes_read_issued_bulletins(bulletins: BulletinsWorld) -> None:
    bulletins.submit()
    bulletins.issue()
    client = client_of(bulletins.lights, "li")
    listed = json.loads(client.get("/api/progress/bulletins/").content)
    assert [one["number"] for one in listed["items"]] == ["第1期"]
    one = json.loads(client.get(f"/api/progress/bulletins/{bulletins.id}").content)
    spans = [span for section in one["sections"] for passage in section["passages"] for span in passage["prose"]]
    assert any(span["trail"].startswith("/progress/") for span in spans)
    assert client_of(bulletins.lights, "sun").get(f"/api/progress/bulletins/{bulletins.id}").status_code == 404
