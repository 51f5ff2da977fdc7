from django.db import migrations, models


class Migration(migrations.Migration):
    """What was read before there was a review waits for one; the constraint comes after the rows keep it."""

    dependencies = [
        ('plans', '0002_review_and_editions'),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE plans_finding SET state = 'open' WHERE state = '' AND kind IN ('target', 'task', 'measure', 'member')",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE plans_finding SET indicator_state = 'proposed' WHERE indicator_state = '' AND kind = 'target'",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'unread'), ('state__in', ['open', 'taken', 'dismissed'])), models.Q(('kind__in', ['target', 'task', 'measure', 'member']), ('state__in', ['open', 'accepted', 'dismissed', 'replaced'])), models.Q(('kind__in', ['basis', 'section']), ('state', '')), _connector='OR'), name='plans_finding_state_of_kind'),
        ),
    ]
