"""The small world of registers: on top of that of regions, one type of each sort and a register of ours and theirs."""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.domains.regions.tests.world import COUNTY, NEIGHBOUR, World, build_world
from liangxin.domains.registers import api as registers
from liangxin.foundation.accounts.tests.kept import kept

LIFTS = """
code: lifts
name: 电梯更新台账
unit: 部
counts: 一部更新的电梯
fields:
  - {code: estate, label: 小区, kind: text, required: true}
  - {code: number, label: 设备编号, kind: text, required: true}
  - {code: length, label: 提升高度, kind: decimal, unit: 米}
  - {code: cost, label: 投资额, kind: money, unit: 万元}
  - {code: how, label: 方式, kind: choice, choices: [更换, 大修]}
  - {code: report, label: 评估报告, kind: file}
key: [estate, number]
stages:
  - {code: planned, label: 列入计划}
  - {code: in_use, label: 已投用, evidence: [检验报告]}
  - {code: confirmed, label: 已确认, mover: confirm}
"""
KEPT = "清岚县商务局"  # li, a clerk, belongs to it
TYPED = {"estate": "锦绣苑", "number": "DT-001", "length": "32.5", "cost": "28.6", "how": "更换"}


def draft(**changed: str) -> registers.RecordDraft:
    """A whole record, some of it replaced."""
    return registers.RecordDraft(TYPED | changed)


@dataclass
class RegistersWorld:
    """People of the small world with a register of ours (kept by li's unit), one of another unit, one of theirs."""

    people: World
    kind: registers.TypeCard
    ours: registers.RegisterCard
    other_unit: registers.RegisterCard
    theirs: registers.RegisterCard
    record: registers.RecordCard
    their_record: registers.RecordCard

    def prove(self, name: str = "检验报告") -> None:
        upload = registers.Upload(b"%PDF-1.4\nfor tests", "report.pdf")
        registers.add_evidence(self.people.actor("lin"), self.record.public_id, name, upload)

    def page(self, username: str) -> registers.RecordPage:
        return registers.record_page(self.people.actor(username), self.record.public_id)


def build_registers(people: World) -> RegistersWorld:
    """Built through the door; the record is lin's, so that others may confirm it."""
    system = people.system
    kind = registers.define_type(system, COUNTY, LIFTS)
    their_kind = registers.define_type(system, NEIGHBOUR, LIFTS)

    def opened(unit: str, type_card: registers.TypeCard) -> registers.RegisterCard:
        unit_id = people.units[unit].public_id
        return registers.open_register(system, registers.RegisterDraft(type_card.public_id, unit_id, f"{unit}电梯"))

    ours, theirs = opened(KEPT, kind), opened("北屏县发展和改革局", their_kind)
    return RegistersWorld(
        people=people,
        kind=kind,
        ours=ours,
        other_unit=opened("清岚县财政局", kind),
        theirs=theirs,
        record=registers.add_record(people.actor("lin"), ours.public_id, draft()),
        their_record=registers.add_record(people.actor("sun"), theirs.public_id, draft(estate="北屏苑")),
    )


shelf = kept("shelf", lambda: build_registers(build_world()))
