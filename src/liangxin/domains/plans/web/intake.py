"""Takes in what was dropped or pasted, piece by piece: a file that is refused does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from liangxin.domains.plans import api as plans
from liangxin.domains.plans.errors import NothingGiven, TooManyFiles
from liangxin.domains.plans.queries.documents import UploadCard
from liangxin.domains.plans.terms import MAX_FILES_AT_ONCE
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.ui.refusals import STATUS, RefusalWords, refusal_words
from liangxin.kernel.refusal import Refusal


@dataclass
class Intake:
    """What one upload came to: cards of what was taken, and (name, words) of what was refused."""

    actor: Actor
    region: str
    taken: list[UploadCard] = field(default_factory=list)
    refused: list[tuple[str, RefusalWords]] = field(default_factory=list)
    status: HTTPStatus = HTTPStatus.OK

    def take(self, given: Sequence[UploadedFile[Any]], text: str) -> None:
        if len(given) > MAX_FILES_AT_ONCE:
            self._refuse("", TooManyFiles(limit=MAX_FILES_AT_ONCE, count=len(given)))
            return
        if not given and not text.strip():
            self._refuse("", NothingGiven())
        for file in given:
            self._take_file(file)
        if text.strip():
            pasted = _("粘贴的文本")
            self._attempt(pasted, lambda: plans.paste_document(self.actor, self.region, text))

    def _take_file(self, file: UploadedFile[Any]) -> None:
        name = file.name or _("未命名")
        self._attempt(name, lambda: plans.upload_document(self.actor, self.region, name, file.read()))

    def _attempt(self, name: str, take: Callable[[], UploadCard]) -> None:
        try:
            self.taken.append(take())
        except Refusal as refusal:
            self._refuse(name, refusal)

    def _refuse(self, name: str, refusal: Refusal) -> None:
        self.refused.append((name, refusal_words(refusal)))
        self.status = STATUS[refusal.kind]
