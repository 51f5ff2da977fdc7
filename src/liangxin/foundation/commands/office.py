"""A command parses, calls one action or query, and tells what came of it.

Exit status: 0 done (or shown, when dry), 2 refused with one sentence on standard error, 1 a fault of ours.
"""

from __future__ import annotations

import json
import sys
import uuid
from abc import abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from rich.console import Console
from rich.table import Table

from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.refusal import Refusal

REFUSED = 2
Summary = Mapping[str, object]


class OfficeCommand(BaseCommand):
    """`work` does it and returns what to show. Unless `--apply` is given, a command that changes is undone at its end.

    So a dry run goes the whole way, constraints and all, and its figures are those of the real one.
    `changes = False` runs in a read-only transaction; `one_transaction = False` is for work cut into batches, which
    looks at `apply` itself.
    """

    changes: ClassVar[bool] = True
    one_transaction: ClassVar[bool] = True

    @abstractmethod
    def work(self, actor: Actor, *, apply: bool, **options: Any) -> Summary:
        """Do it as `actor` and return figures and names to show, by their Chinese label."""

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the command's own arguments."""

    def add_arguments(self, parser: CommandParser) -> None:
        if self.changes:
            parser.add_argument("--apply", action="store_true", help="确实执行；不加则只演算、不保存")
        parser.add_argument("--json", action="store_true", help="以JSON输出结果")
        self.arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        apply = bool(options.pop("apply", False))
        as_json = bool(options.pop("json"))
        name = type(self).__module__.rsplit(".", 1)[-1]
        actor = Actor.system(name, run_id=str(uuid.uuid4()))
        try:
            with self._transaction(apply):
                summary = self.work(actor, apply=apply, **options)
        except Refusal as refusal:
            told = json.dumps({"code": refusal.code, "sentence": str(refusal)}, ensure_ascii=False)
            self.stderr.write(told if as_json else str(refusal), style_func=str)
            sys.exit(REFUSED)
        self._show(summary, actor, apply=apply, as_json=as_json)

    def _transaction(self, apply: bool) -> AbstractContextManager[object]:
        if not self.one_transaction:
            return nullcontext()
        return transaction.atomic() if apply else _undone(read_only=not self.changes)

    def _show(self, summary: Summary, actor: Actor, *, apply: bool, as_json: bool) -> None:
        if as_json:
            shown = {"run_id": actor.run_id, **({"applied": apply} if self.changes else {}), **summary}
            self.stdout.write(json.dumps(shown, cls=DjangoJSONEncoder, ensure_ascii=False))
            return
        table = Table("项目", "结果", title=str(self.help) or None)
        for label, value in summary.items():
            table.add_row(label, str(value))
        console = Console(width=None if self.stdout.isatty() else 100)
        with console.capture() as capture:
            console.print(table)
        self.stdout.write(capture.get())
        if self.changes and not apply:
            self.stdout.write("以上为演算结果，没有保存；加 --apply 执行。")


@contextmanager
def _undone(*, read_only: bool) -> Iterator[None]:
    """One transaction, checked to the end as a commit would be, and then undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        if read_only:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
