"""The head of a plan in the shapes that web pages, Word files and scans leave."""

from __future__ import annotations

import pytest

from liangxin.engines.reader.findings import Head
from liangxin.engines.reader.read import read_plan

BODY = "\n一、工作目标\n到2027年更新电梯60台。\n二、重点任务\n（一）更新电梯。更新老旧电梯。（责任单位：县住建局）\n"
FIELDS = ("title", "issuer", "region", "document_number", "issued_on")


def head_of(text: str) -> Head:
    return read_plan(text).head


def fields_of(head: Head) -> dict[str, str | None]:
    stated = {name: getattr(head, name) for name in FIELDS}
    return {name: field.value if field else None for name, field in stated.items()}


NOTICE = """平度市人民政府
关于印发平度市推动设备更新和
以旧换新工作方案的通知
平政发〔2024〕 15 号
各镇人民政府：
现将《平度市推动设备更新和以旧换新工作方案》印发给你们，请认真落实。
平度市人民政府
2024年6月1日
（此件公开发布）
平度市推动设备更新和
以旧换新工作方案
为做好工作，根据《省设备更新方案》（鲁政发〔2024〕3号）和《市设备更新方案》，制定本方案。"""

WEB_PAGE = """当前位置：首页 > 政务公开 > 文件
索引号：XY-2024-001 主题分类：工业
发布机构：县政府办公室 发布日期：2024-07-10
文号：嘉政办字〔2024〕7号 有效性：有效
嘉祥县人民政府办公室关于印发《嘉祥县消费品以旧换新若干举措》的通知
各镇街：
《嘉祥县消费品以旧换新若干举措》已经县政府同意，现印发给你们，请抓好落实。
嘉祥县人民政府办公室
二〇二四年七月九日
嘉祥县消费品以旧换新若干举措"""

RED_HEAD = """云溪经济开发区管理委员会文件
云经管发[2024]12号
关于印发《云溪经济开发区推动设备更新实施方案（2024—2027年）》的通知
各部门：
现将《云溪经济开发区推动设备更新实施方案（2024—2027年）》印发给你们。
云溪经济开发区管理委员会
2024年9月20日
云溪经济开发区推动设备更新实施方案
（2024—2027年）"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            NOTICE + BODY,
            ("平度市推动设备更新和以旧换新工作方案", "平度市人民政府", "平度市", "平政发〔2024〕15号", "2024-06-01"),
        ),
        (
            WEB_PAGE + BODY,
            ("嘉祥县消费品以旧换新若干举措", "嘉祥县人民政府办公室", "嘉祥县", "嘉政办字〔2024〕7号", "2024-07-09"),
        ),
        (
            RED_HEAD + BODY,
            (
                "云溪经济开发区推动设备更新实施方案（2024—2027年）",
                "云溪经济开发区管理委员会",
                "云溪经济开发区",
                "云经管发[2024]12号",
                "2024-09-20",
            ),
        ),
        (
            "五通桥区推动设备更新和\n\n以旧换新工作方案\n\n为做好工作，制定本方案。" + BODY,
            ("五通桥区推动设备更新和以旧换新工作方案", None, "五通桥区", None, None),
        ),
        (
            "张家口市家电以旧换新实施细则\n（征求意见稿）" + BODY + "张家口市商务局\n2025年2月3日\n",
            ("张家口市家电以旧换新实施细则（征求意见稿）", "张家口市商务局", "张家口市", None, "2025-02-03"),
        ),
        (
            "乐政发〔2024〕3号\n乐山市五通桥区推动设备更新实施意见\n（2024年5月6日）" + BODY,
            ("乐山市五通桥区推动设备更新实施意见", None, "五通桥区", "乐政发〔2024〕3号", "2024-05-06"),
        ),
    ],
    ids=["notice", "web page", "red head", "bare title", "draft signed at the end", "date under the title"],
)
def test_it_reads_the_head(text: str, expected: tuple[str | None, ...]) -> None:
    assert fields_of(head_of(text)) == dict(zip(FIELDS, expected, strict=True))


@pytest.mark.parametrize(
    ("title", "region", "code"),
    [
        ("平度市推动设备更新方案", "平度市", "370283"),
        ("嘉祥县2024年以旧换新方案", "嘉祥县", "370829"),
        ("四川省乐山市五通桥区设备更新方案", "五通桥区", "511112"),
        ("枣庄高新区设备更新方案", "枣庄高新区", None),
        ("石家庄市鼓楼区设备更新方案", "鼓楼区", None),
        ("鼓楼区设备更新方案", "鼓楼区", None),
        ("云溪新区设备更新方案", "云溪新区", None),
    ],
)
def test_it_knows_the_region_and_its_code(title: str, region: str, code: str | None) -> None:
    head = head_of(title + BODY)
    assert (head.region and head.region.value, head.division_code) == (region, code)


def test_it_lists_the_documents_that_the_plan_rests_on() -> None:
    basis = head_of(NOTICE + BODY).basis
    assert [(one.title, one.number) for one in basis] == [
        ("省设备更新方案", "鲁政发〔2024〕3号"),
        ("市设备更新方案", None),
    ]


def test_a_date_of_publication_is_not_the_date_of_signature() -> None:
    head = head_of("平度市设备更新方案\n发布时间：2024-05-29 来源：市政府" + BODY)
    assert head.issued_on is None


def test_the_field_of_a_web_page_gives_the_date_where_no_signature_stands() -> None:
    head = head_of("成文日期：2024-05-08\n平度市设备更新方案" + BODY)
    assert head.issued_on is not None
    assert head.issued_on.value == "2024-05-08"


def test_spans_of_the_head_hold_its_words() -> None:
    text = NOTICE + BODY
    head = head_of(text)
    for field in (head.title, head.issuer, head.region, head.document_number):
        assert field is not None
        assert "".join(field.span.of(text).split()) == field.value
    assert head.issued_on is not None
    assert head.issued_on.span.of(text) == "2024年6月1日"


def test_the_standing_title_may_name_the_place_that_the_notice_leaves_out() -> None:
    text = (
        "平度市人民政府关于印发推动设备更新工作方案的通知\n各镇：\n现将《推动设备更新工作方案》印发给你们。\n平度市推动设备更新工作方案"
        + BODY
    )
    head = head_of(text)
    assert head.title is not None
    assert head.title.value == "平度市推动设备更新工作方案"


@pytest.mark.parametrize("title", ["推动大规模设备更新工作方案", "关于促进市场消费的实施方案"])
def test_a_title_without_a_place_has_no_region(title: str) -> None:
    assert head_of(title + BODY).region is None


def test_the_issuer_tells_the_region_where_the_title_does_not() -> None:
    head = head_of("推动设备更新工作方案" + BODY + "平度市人民政府\n2024年6月1日\n")
    assert (head.region and head.region.value, head.division_code) == ("平度市", "370283")


def test_a_shared_name_is_told_by_the_city_that_the_text_names() -> None:
    head = head_of("鼓楼区设备更新方案\n根据《徐州市推动设备更新方案》，制定本方案。" + BODY)
    assert head.division_code == "320302"
