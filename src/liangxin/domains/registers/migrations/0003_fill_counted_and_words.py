"""Records that stood before: what they count as, and their words cut as the search cuts them."""

from __future__ import annotations

from django.db import migrations

from liangxin.domains.registers.rules.searching import words_in

BATCH = 2000


def cut_words(apps, schema_editor) -> None:
    record = apps.get_model("registers", "Record")
    batch = []
    for row in record.objects.only("words", "shown_key").iterator(chunk_size=BATCH):
        row.words = words_in(f"{row.words} {row.shown_key}")
        batch.append(row)
        if len(batch) == BATCH:
            record.objects.bulk_update(batch, ["words"])
            batch = []
    record.objects.bulk_update(batch, ["words"])


class Migration(migrations.Migration):

    dependencies = [("registers", "0002_counted_closed_searched")]

    operations = [
        # The trigger writes day and amount.
        migrations.RunSQL("UPDATE registers_record SET stage_days = stage_days", migrations.RunSQL.noop),
        migrations.RunPython(cut_words, migrations.RunPython.noop),
    ]
