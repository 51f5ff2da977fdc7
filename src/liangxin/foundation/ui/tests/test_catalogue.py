"""What the catalogue finds in Python and templates, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from liangxin.foundation.ui.catalogue import Message, collect

PYTHON = '''
TITLE = _("方案")
PLAIN = "不译"
label = ngettext("%(count)s份", "%(count)s份", 2)
english = _("PDF")

class State(Term):
    """状态"""
    DONE = "done", "已完成"

class TooLate(Refusal):
    code, kind = "demo.too_late", RefusalKind.INVALID
    sentence, remedy = "已过%(day)s。", "请联系"\\
        "管理员。"

class Empty(Refusal):
    sentence = "没有内容。"

@job("demo.read", queue="reading", label="读取方案")
def read(run): ...
'''
TEMPLATE = """{% load i18n %}<p title="{% translate "标题" %}">不译</p>{% state _("在建") %}
{% blocktranslate %}你好，{{ name }}{% endblocktranslate %}
{% blocktranslate count n=n %}{{ n }}条{% plural %}{{ n }}条们{% endblocktranslate %}"""


def test_it_finds_every_text_that_people_see(tmp_path: Path) -> None:
    (tmp_path / "terms.py").write_text(PYTHON)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(TEMPLATE)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_terms.py").write_text('_("只在测试里")')
    found = collect(tmp_path)
    assert {message.text for message, place in found.items() if place == "terms.py"} == {
        "方案", "%(count)s份", "已完成", "已过%(day)s。", "请联系管理员。", "没有内容。", "读取方案",
    }  # fmt: skip
    assert {message for message, place in found.items() if place != "terms.py"} == {
        Message("标题"), Message("在建"), Message("你好，%(name)s"), Message("%(n)s条", "%(n)s条们"),
    }  # fmt: skip
