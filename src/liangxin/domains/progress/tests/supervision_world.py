"""The small world of supervision: the promotion events of the commerce bureau lag, and are chased.

lin and mei run the county's office, shen is its leader, li answers for the commerce bureau; sun sees nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.models import Order, OrderEvent
from liangxin.domains.progress.terms import Done, OrderLevel, OrderSource, OrderVerb, SubjectKind
from liangxin.domains.progress.tests.world import EVENTS, ProgressWorld, build_progress, measured, with_test_measure
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import COUNTY, SINCE
from liangxin.foundation.accounts.tests.kept import kept
from liangxin.foundation.accounts.tests.people import account

__all__ = ["measured"]
COMMERCE, REFORM, FINANCE = "清岚县商务局", "清岚县发展和改革局", "清岚县财政局"
MONDAY = date(2026, 3, 2)  # the day on which orders are issued here; due ten working days later
DUE = date(2026, 3, 16)


@dataclass
class SupervisionWorld:
    """The world of progress with an office of two and a leader; short ways to an order and its deeds."""

    lights: ProgressWorld

    def actor(self, username: str) -> Any:
        people = self.lights.people
        return people.stranger if username == "stranger" else people.actor(username)

    def unit(self, name: str = COMMERCE) -> UUID:
        return self.lights.people.units[name].public_id

    def draft(self, **changed: Any) -> progress.OrderDraft:
        told: dict[str, Any] = {
            "title": "关于加快促销活动进度的督办",
            "asked": "请于期限前补办两场。",
            "source": OrderSource.LAGGING,
            "level": OrderLevel.NORMAL,
            "lead": self.unit(),
            "subjects": ((SubjectKind.TARGET, self.lights.id_of(EVENTS)),),
        }
        return progress.OrderDraft(**told | changed)

    def words(self, text: str = "报送台账", **changed: Any) -> progress.OrderDraft:
        """An order about a matter in words, of which there may be many."""
        return self.draft(subjects=(), text=text, **changed)

    def issue(self, draft: progress.OrderDraft | None = None, who: str = "lin", on: date = MONDAY) -> Order:
        made = progress.issue_order(self.actor(who), COUNTY, draft or self.draft(), on)
        return self.order(made)

    def order(self, public_id: UUID) -> Order:
        return Order.objects.select_related("region", "lead_unit").get(public_id=public_id)

    def answer(self, order: Order, who: str = "li", on: date = MONDAY, done: Done = Done.DONE) -> None:
        """Sign for an order where that is to be done, and answer it."""
        if self.order(order.public_id).state == "issued":
            progress.receive_order(self.actor(who), order.public_id, on)
        progress.reply_order(self.actor(who), order.public_id, progress.ReplyDraft(done, "已补办两场。"), on)

    def close(self, order: Order, who: str = "lin", on: date = MONDAY) -> None:
        self.answer(order, on=on)
        progress.accept_reply(self.actor(who), order.public_id, on=on)

    def told(self, order: Order) -> list[OrderVerb]:
        return [OrderVerb.of(row.verb) for row in OrderEvent.objects.filter(order=order).order_by("pk")]


def build_supervision() -> SupervisionWorld:
    lights = build_progress()
    people = lights.people
    for username, name, role in (("mei", "梅疏影", "office"), ("shen", "沈砚", "leader")):
        people.accounts[username] = account(username, name=name, password="correct-horse-battery")
        unit, given = people.units[REFORM].public_id, people.role(role).public_id
        regions.appoint_member(people.system, username, unit, given, starts_on=SINCE)
    return SupervisionWorld(lights)


chase = kept("chase", with_test_measure(build_supervision), "measured")
