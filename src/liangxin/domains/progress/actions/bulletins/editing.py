"""Editing single paragraphs of a draft by hand, and taking the computed words back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from liangxin.domains.progress import errors
from liangxin.domains.progress.actions.bulletins.holding import held, subject_of
from liangxin.domains.progress.actions.bulletins.writing import known_of
from liangxin.domains.progress.models import Bulletin, BulletinEdit
from liangxin.domains.progress.rules.bulletins.content import Passage, read_back
from liangxin.domains.progress.rules.bulletins.editing import doubts_in
from liangxin.domains.progress.terms import PARAGRAPH_LIMIT, REASON_LIMIT, BulletinVerb, Deed
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.text import cut


def edit_paragraph(
    actor: Actor, public_id: UUID | str, key: str, text: str, reason: str = "", seen: int = 0
) -> list[str]:
    """Put words in place of the computed ones of a paragraph; returns the figures in them that no fact says.

    `seen` is the version of the edit that was read, 0 for none; `reason` answers the doubts. An empty text leaves the
    paragraph out. Raises ParagraphNotFound, ParagraphChanged, FieldTooLong, BulletinStateUnfit, BulletinNotFound.
    """
    with transaction.atomic():
        row = held(actor, public_id, BulletinVerb.EDIT)
        passage = _passage(row, key)
        words = " ".join(text.split("\n")).strip()
        if len(words) > PARAGRAPH_LIMIT:
            raise errors.FieldTooLong(field="text", what="段落", limit=PARAGRAPH_LIMIT)
        before = _as_seen(row, key, seen, words)
        doubts = doubts_in(words, known_of(row))
        said = cut(reason.strip(), REASON_LIMIT)
        kept = {"text": words, "doubts": doubts, "reason": said, "version": seen + 1, "edited_by_id": actor.account_id}
        BulletinEdit.objects.update_or_create(bulletin=row, passage=key, defaults=kept)
        told = {"key": key, "text": before.text if before else passage.text}
        after = {"key": key, "text": words, "doubts": doubts, "reason": said}
        record(actor, Deed.PARAGRAPH_EDITED, subject_of(row), region_path=row.region.path, before=told, after=after)
    return doubts


def _passage(row: Bulletin, key: str) -> Passage:
    found = next((one for one in read_back(row.content).passages() if one.key == key), None)
    if found is None:
        raise errors.ParagraphNotFound
    return found


def _as_seen(row: Bulletin, key: str, seen: int, typed: str) -> BulletinEdit | None:
    """The edit in place, if it is the one that was read; the bulletin is held, so nobody edits meanwhile."""
    found = BulletinEdit.objects.select_related("edited_by").filter(bulletin=row.pk, passage=key).first()
    if (found.version if found else 0) != seen:
        by = found.edited_by.name if found and found.edited_by else "别人"
        raise errors.ParagraphChanged(field="text", by=by, typed=cut(typed, 200))
    return found


def restore_paragraph(actor: Actor, public_id: UUID | str, key: str) -> None:
    """Take the computed words of a paragraph back. Raises BulletinStateUnfit, BulletinNotFound, NotAllowed."""
    with transaction.atomic():
        row = held(actor, public_id, BulletinVerb.EDIT)
        found = BulletinEdit.objects.filter(bulletin=row.pk, passage=key).first()
        if found is None:
            return
        found.delete()
        before = {"key": key, "text": found.text}
        record(actor, Deed.PARAGRAPH_RESTORED, subject_of(row), region_path=row.region.path, before=before)
