"""What a what-if found as a workbook: one sheet a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from liangxin.domains.schemes.queries.past import TrialCard
from liangxin.domains.schemes.rules.past_wording import headlines, money_sentence
from liangxin.domains.schemes.terms import ClaimChange


def trial_workbook(card: TrialCard, file: IO[bytes]) -> None:
    """Write it; sums in 元."""
    outcome = card.outcome or {}
    book = Workbook(write_only=True)
    lines: list[Sequence[Any]] = [(text,) for text in headlines(outcome, card.against)]
    lines += [(money_sentence(outcome),), (), (_("政策"), card.scheme_name, _("版次"), card.number)]
    lines += [(_("规则摘要"), card.version_digest), (_("历史申领"), card.past_name, card.past_digest)]
    _sheet(book, _("结论"), [_("政策试算")], lines)
    heads = [_("件数"), _("原来（元）"), _("按这一版（元）"), _("补得更多"), _("补得更少"), _("无法判断")]
    for title, head, key in (
        (_("按日"), _("日期"), "by_day"),
        (_("按品类"), _("品类"), "by_category"),
        (_("按地区"), _("地区"), "by_region"),
    ):
        _sheet(book, title, [head, *heads], (_row(row) for row in outcome[key]))
    _sheet(
        book,
        _("按条款"),
        [_("变化"), _("条目"), _("件数"), _("原来（元）"), _("按这一版（元）")],
        (
            (
                _(ClaimChange.of(row["change"]).label),
                row["title"],
                row["claims"],
                _yuan(row["before_fen"]),
                _yuan(row["after_fen"]),
            )
            for row in outcome["by_line"]
        ),
    )
    book.save(file)


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))


def _row(row: dict[str, Any]) -> Sequence[Any]:
    sums = (_yuan(row["before_fen"]), _yuan(row["after_fen"]))
    return row["key"], row["claims"], *sums, row["gained"], row["lost"], row["unknown"]


def _yuan(fen: int) -> float:
    """Workbooks keep numbers as doubles; what a county spends is exact in them to the fen."""
    return fen / 100
